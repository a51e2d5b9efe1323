"""The customer portal as a Django application: its templates."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Installs the portal."""

    name = "aftercare.surfaces.portal"
    label = "portal"
