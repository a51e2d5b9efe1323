"""The room of reports."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Installs the room and what it holds of every request."""

    name = "aftercare.domains.insight"
    label = "insight"

    def ready(self) -> None:
        from aftercare.domains.insight import queries  # noqa: F401, PLC0415
