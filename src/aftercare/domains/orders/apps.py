"""The room of sales orders."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Installs the room."""

    name = "aftercare.domains.orders"
    label = "orders"

    def ready(self) -> None:
        from aftercare.domains.orders import events, policies  # noqa: F401  registers both
