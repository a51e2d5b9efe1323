"""The room of products, parts and faults."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Installs the room."""

    name = "aftercare.domains.catalog"
    label = "catalog"

    def ready(self) -> None:
        from aftercare.domains.catalog import events, policies  # noqa: F401  registers both
