"""The API as a Django application: its reference pages have templates."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Installs the templates of the reference pages."""

    name = "aftercare.surfaces.api"
    label = "api"
