"""The room of promises and coverage."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Installs the room."""

    name = "aftercare.domains.contracts"
    label = "contracts"

    def ready(self) -> None:
        from aftercare.domains.contracts import events, policies, reactions  # noqa: F401  registers all three
