"""The engineers' pages as a Django application: their templates."""

from django.apps import AppConfig


class FieldConfig(AppConfig):
    """Installs the engineers' pages."""

    name = "aftercare.surfaces.field"
    label = "field"
