"""The room of installed devices."""

from django.apps import AppConfig


class DevicesConfig(AppConfig):
    """Installs the room."""

    name = "aftercare.domains.devices"
    label = "devices"

    def ready(self) -> None:
        from aftercare.domains.devices import events, guards, policies, queries, reactions  # noqa: F401  registers all
