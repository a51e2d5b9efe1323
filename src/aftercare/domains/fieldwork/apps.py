"""The room of visits as done."""

from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    """Installs the room, its guards and its reactions."""

    name = "aftercare.domains.fieldwork"
    label = "fieldwork"

    def ready(self) -> None:
        from aftercare.domains.fieldwork import guards, policies, reactions  # noqa: F401, PLC0415  registers all
