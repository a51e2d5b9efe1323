"""The staff console as a Django application: its templates."""

from django.apps import AppConfig

WHOLE = "aftercare.config.urls"  # also where one surface alone is served, links lead into the whole installation


class ConsoleConfig(AppConfig):
    """Installs the console."""

    name = "aftercare.surfaces.console"
    label = "console"

    def ready(self) -> None:
        from django.urls import reverse

        from aftercare.domains.channels.links import leads

        leads("request", lambda id: reverse("console:request", args=[id], urlconf=WHOLE))
        leads("notification_settings", lambda _: reverse("console:notification_settings", urlconf=WHOLE))
