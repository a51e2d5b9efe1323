"""The room of promises and coverage."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Installs the room."""

    name = "aftercare.domains.contracts"
    label = "contracts"
