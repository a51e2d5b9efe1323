"""Keep that the owner of a device told us of it."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.devices.events import DeviceChanged
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.policies import may_register_ownership
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require


@transaction.atomic
def register_ownership(actor: Actor, device: Device, *, at: datetime) -> Device:
    """Write down the day on which the owner registered a device; the first one stays."""
    require(may_register_ownership(actor, device))
    device = lock(Device.objects.all(), device.id)
    if device.registered_date is None:
        device.registered_date = day_of(at)
        device.save(update_fields=["registered_date"])
        changed = DeviceChanged(device_id=device.id, fields=("registered_date",))
        publish(actor, changed, at=at, context_id=device.customer_id)
    return device
