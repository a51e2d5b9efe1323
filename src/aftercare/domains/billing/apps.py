"""The room of quotations and charges."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    """Installs the room, its guards and its reactions."""

    name = "aftercare.domains.billing"
    label = "billing"

    def ready(self) -> None:
        from aftercare.domains.billing import events, guards, policies, reactions  # noqa: F401, PLC0415  registers all
        from aftercare.domains.billing.queries import telling  # noqa: F401, PLC0415
