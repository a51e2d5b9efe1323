"""The room of engineers."""

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    """Installs the room."""

    name = "aftercare.domains.workforce"
    label = "workforce"
