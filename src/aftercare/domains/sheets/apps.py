"""The room of files of records."""

from django.apps import AppConfig


class SheetsConfig(AppConfig):
    """Installs the room."""

    name = "aftercare.domains.sheets"
    label = "sheets"

    def ready(self) -> None:
        from aftercare.domains.sheets import events, jobs, policies  # noqa: F401  registers all
