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
        leads("requests", lambda _: reverse("console:requests", urlconf=WHOLE))
        leads("quotation", lambda id: reverse("console:quotation", args=[id], urlconf=WHOLE))
        leads("charge", lambda id: reverse("console:charge", args=[id], urlconf=WHOLE))
        leads("desk", lambda _: reverse("console:desk", urlconf=WHOLE))
        leads("permission_request", lambda id: reverse("console:permission_request", args=[id], urlconf=WHOLE))
        leads("user", lambda id: reverse("console:user", args=[id], urlconf=WHOLE))
        leads("invitation", lambda held: reverse("console:first_password", args=held, urlconf=WHOLE))
        leads("password_reset", lambda held: reverse("console:new_password", args=held, urlconf=WHOLE))
        leads("own_rights", lambda _: reverse("console:my_rights", urlconf=WHOLE))
        leads("notification_settings", lambda _: reverse("console:notification_settings", urlconf=WHOLE))
