"""The room of customers."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """Installs the room."""

    name = "aftercare.domains.customers"
    label = "customers"

    def ready(self) -> None:
        from aftercare.domains.customers import events, policies  # noqa: F401  registers both
