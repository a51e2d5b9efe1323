"""What a device is made of: units with serial numbers of their own are built in and taken out."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from aftercare.domains.catalog.models import Product
from aftercare.domains.customers.queries import standing
from aftercare.domains.devices.actions.records import change_device, register_device
from aftercare.domains.devices.checks import plain_serial
from aftercare.domains.devices.errors import BuiltInElsewhere, NotBuiltIn
from aftercare.domains.devices.models import Device, DeviceStatus
from aftercare.domains.devices.policies import may_change_device
from aftercare.domains.devices.queries import with_serial
from aftercare.kit.actor import Actor
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require

WITH_OWNER = Device.objects.select_related("customer", "site")


@transaction.atomic
def build_in(
    actor: Actor,
    device: Device,
    *,
    product: Product,
    at: datetime,
    serial: str = "",
    installed_date: date | None = None,
) -> Device:
    """Put a component into a device: the owner's unit of this serial number, or a new one on record beside it."""
    require(may_change_device(actor, device))
    held = lock(WITH_OWNER, device.id)
    plain = plain_serial(serial)
    known = with_serial(plain, product.id).select_related("customer__merged_into", "parent").first() if plain else None
    if known is not None and standing(known.customer) == standing(held.customer):
        if known.parent is not None and known.parent_id != held.id:
            raise BuiltInElsewhere(part=str(known), device=str(known.parent))
        told: dict[str, Any] = {"installed_date": installed_date} if installed_date else {}
        return change_device(actor, known, parent=held, status=DeviceStatus.IN_USE, **told, at=at)
    return register_device(
        actor,
        product=product,
        customer=held.customer,
        serial=plain,
        site=held.site,
        parent=held,
        user_customer=held.user_customer,
        installed_date=installed_date,
        at=at,
    )


@transaction.atomic
def take_out(actor: Actor, device: Device, *, at: datetime, status: str = DeviceStatus.STORED) -> Device:
    """Take a component out of what it is built into; it stays on record by itself, with its warranties."""
    require(may_change_device(actor, device))
    held = lock(Device.objects.all(), device.id)
    if held.parent_id is None:
        raise NotBuiltIn(device=str(held))
    return change_device(actor, held, parent=None, status=DeviceStatus(status), at=at)
