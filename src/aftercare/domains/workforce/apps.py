"""The room of engineers."""

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    """Installs the room with its events, rights and timed work."""

    name = "aftercare.domains.workforce"
    label = "workforce"

    def ready(self) -> None:
        from aftercare.domains.workforce import events, jobs, policies, reactions  # noqa: F401, PLC0415  registers them
