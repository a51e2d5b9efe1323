"""Follow a device to another place and into other hands."""

from datetime import date, datetime

from django.db import transaction

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.customers.models import Customer, Site
from aftercare.domains.customers.queries import standing
from aftercare.domains.devices.checks import checked_site
from aftercare.domains.devices.errors import OwnerAlready, TransferTooEarly
from aftercare.domains.devices.events import DeviceMoved, DeviceTransferred
from aftercare.domains.devices.models import Device, OwnerHistory
from aftercare.domains.devices.policies import may_change_device
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require


@transaction.atomic
def move_device(actor: Actor, device: Device, *, site: Site | None, at: datetime) -> Device:
    """Put the device at another place of its owner or user, or at none that is known."""
    require(may_change_device(actor, device))
    device = lock(Device.objects.all(), device.id)
    left = device.site_id
    device.site = checked_site(site, device.customer, device.user_customer)
    if device.site_id != left:
        device.save(update_fields=["site"])
        moved = DeviceMoved(device_id=device.id, from_site_id=left, to_site_id=device.site_id)
        publish(actor, moved, at=at, context_id=device.customer_id)
    return device


@transaction.atomic
def transfer_device(
    actor: Actor,
    device: Device,
    *,
    to: Customer,
    at: datetime,
    on: date | None = None,
    site: Site | None = None,
    reason: str = "",
) -> Device:
    """Hand the device to another owner on a day (today when none is said); its history stays with the device."""
    require(may_change_device(actor, device))
    device = lock(Device.objects.all(), device.id)
    owner, day = standing(to), on or day_of(at)
    if owner.id == device.customer_id:
        raise OwnerAlready(device=str(device), customer=owner.name)
    present = OwnerHistory.objects.get(device=device, until_date=None)
    if day < present.from_date:
        raise TransferTooEarly(device=str(device), since=str(present.from_date))
    left = device.customer_id
    present.until_date = day
    present.save(update_fields=["until_date"])
    OwnerHistory.objects.create(device=device, customer=owner, from_date=day, reason=reason)
    device.customer, device.site = owner, checked_site(site, owner, device.user_customer)
    device.save(update_fields=["customer", "site"])
    transferred = DeviceTransferred(device_id=device.id, from_customer_id=left, to_customer_id=owner.id)
    publish(actor, transferred, at=at, context_id=owner.id)
    return device
