"""The staff console as a Django application: its templates."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """Installs the console."""

    name = "aftercare.surfaces.console"
    label = "console"

    def ready(self) -> None:
        from django.urls import reverse

        from aftercare.domains.channels.links import leads

        leads("request", lambda id: reverse("console:request", args=[id]))
        leads("notification_settings", lambda _: reverse("console:notification_settings"))
