"""The kit as a Django application: the ledger and other tables every room shares."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Installs the kit's tables under the label `kit`."""

    name = "aftercare.kit"
    label = "kit"

    def ready(self) -> None:
        from aftercare.kit import events  # noqa: F401, PLC0415  registers the job that runs reactions
        from aftercare.kit.connecting import ready_connections  # noqa: PLC0415

        ready_connections()
