"""The room of what is told to people."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    """Installs the room and its reactions."""

    name = "aftercare.domains.channels"
    label = "channels"

    def ready(self) -> None:
        from aftercare.domains.channels import reactions  # noqa: F401, PLC0415
