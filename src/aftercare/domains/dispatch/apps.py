"""The room of choosing who goes where."""

from django.apps import AppConfig


class DispatchConfig(AppConfig):
    """Installs the room and its reactions."""

    name = "aftercare.domains.dispatch"
    label = "dispatch"

    def ready(self) -> None:
        from aftercare.domains.dispatch import reactions  # noqa: F401, PLC0415
