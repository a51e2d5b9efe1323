"""The room of the closed loop."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """Installs the room and its reactions."""

    name = "aftercare.domains.requests"
    label = "requests"

    def ready(self) -> None:
        from aftercare.domains.requests import reactions  # noqa: F401, PLC0415
