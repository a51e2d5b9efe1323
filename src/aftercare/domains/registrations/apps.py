"""The room of registrations by owners."""

from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    """Installs the room and its reactions."""

    name = "aftercare.domains.registrations"
    label = "registrations"

    def ready(self) -> None:
        from aftercare.domains.registrations import reactions  # noqa: F401, PLC0415
