"""The room of suggestions and win-back lists."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """Installs the room and its reactions."""

    name = "aftercare.domains.outreach"
    label = "outreach"

    def ready(self) -> None:
        from aftercare.domains.outreach import events, jobs, policies, reactions  # noqa: F401, PLC0415  registers them
