"""What the room does when something happens elsewhere."""

from aftercare.domains.contracts.actions import date_warranty
from aftercare.domains.devices.events import DeviceChanged, DeviceRegistered
from aftercare.domains.devices.models import Device
from aftercare.kit.actor import system
from aftercare.kit.events import reacts_to
from aftercare.kit.models import LedgerEntry


@reacts_to(DeviceRegistered, DeviceChanged)
def date_warranty_of(happened: DeviceRegistered | DeviceChanged, entry: LedgerEntry) -> None:
    """A new device gets its dated copy of the terms; better known dates move it. One taken back since needs none."""
    device = Device.objects.select_related("product__category").filter(pk=happened.device_id).first()
    if device is not None:
        date_warranty(system("warranty"), device, first=isinstance(happened, DeviceRegistered), at=entry.at)
