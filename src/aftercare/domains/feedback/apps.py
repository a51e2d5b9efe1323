"""The room of call-backs."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """Installs the room and its reactions."""

    name = "aftercare.domains.feedback"
    label = "feedback"

    def ready(self) -> None:
        from aftercare.domains.feedback import reactions  # noqa: F401, PLC0415
