"""The shared look as a Django application."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Installs templates, static files and the `ui` template tags."""

    name = "aftercare.ui"
    label = "ui"
