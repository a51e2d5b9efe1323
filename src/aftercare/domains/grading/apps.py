"""The room of grading."""

from django.apps import AppConfig


class GradingConfig(AppConfig):
    """Installs the room and its reactions."""

    name = "aftercare.domains.grading"
    label = "grading"

    def ready(self) -> None:
        from aftercare.domains.grading import events, jobs, policies, reactions  # noqa: F401, PLC0415  registers them
