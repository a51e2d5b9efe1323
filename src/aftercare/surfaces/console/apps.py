"""The staff console as a Django application: its templates."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """Installs the console."""

    name = "aftercare.surfaces.console"
    label = "console"
