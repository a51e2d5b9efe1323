"""Register devices and change their records."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.catalog.models import Product
from aftercare.domains.customers.models import Customer, Site
from aftercare.domains.customers.queries import standing
from aftercare.domains.devices.checks import checked_parent, checked_serial, checked_site, plain_serial
from aftercare.domains.devices.events import DeviceChanged, DeviceRegistered
from aftercare.domains.devices.models import Device, DeviceStatus, OwnerHistory
from aftercare.domains.devices.policies import may_change_device, may_register_device
from aftercare.domains.devices.queries import with_serial
from aftercare.kit.actor import Actor
from aftercare.kit.changes import changed_fields, free_external_id
from aftercare.kit.events import publish
from aftercare.kit.locking import as_expected, lock
from aftercare.kit.numbering import Series
from aftercare.kit.permissions import require

NUMBERS = Series("D", "device")
DATES = ("produced_date", "sold_date", "shipped_date", "installed_date", "commissioned_date", "registered_date")
CHANGEABLE = ("serial", "batch", "parent", "user_customer", "payer", "seller", "status", *DATES, "external_id")


@transaction.atomic
def register_device(
    actor: Actor,
    *,
    product: Product,
    customer: Customer,
    at: datetime,
    serial: str = "",
    batch: str = "",
    site: Site | None = None,
    parent: Device | None = None,
    user_customer: Customer | None = None,
    payer: Customer | None = None,
    seller: str = "",
    status: str = DeviceStatus.IN_USE,
    external_id: str | None = None,
    **dates: date | None,
) -> Device:
    """Put a unit on record in the hands of its owner, from the earliest date known; `dates` are those of DATES."""
    require(may_register_device(actor))
    owner = standing(customer)
    device = Device(
        number=NUMBERS.next(day_of(at).year),
        product=product,
        customer=owner,
        serial=_serial(product, serial),
        batch=batch,
        site=checked_site(site, owner, user_customer),
        parent=parent,
        user_customer=user_customer,
        payer=payer,
        seller=seller,
        status=DeviceStatus(status),
        registered_by=actor.id,
        **dates,
    )
    device.external_id = free_external_id(device, external_id)
    device.save()
    known = [day for name, day in dates.items() if day and name != "produced_date"]
    OwnerHistory.objects.create(device=device, customer=owner, from_date=min(known, default=None) or day_of(at))
    registered = DeviceRegistered(
        device_id=device.id, number=device.number, product_id=product.id, customer_id=owner.id
    )
    publish(actor, registered, at=at, context_id=owner.id)
    return device


@transaction.atomic
def change_device(actor: Actor, device: Device, *, at: datetime, expected: int | None = None, **values: Any) -> Device:
    """Change serial, batch, parent, user, payer, seller, status, dates or external id, of the version `expected`."""
    require(may_change_device(actor, device))
    device = lock(Device.objects.select_related("product"), device.id)
    as_expected(device, expected)
    if "serial" in values:
        values["serial"] = _serial(device.product, values["serial"], device)
    if "external_id" in values:
        values["external_id"] = free_external_id(device, values["external_id"])
    if "parent" in values:
        checked_parent(device, values["parent"])
    changed = changed_fields(device, CHANGEABLE, values)
    for name in changed:
        setattr(device, name, values[name])
    if changed:
        device.save(update_fields=changed)
        publish(actor, DeviceChanged(device_id=device.id, fields=changed), at=at, context_id=device.customer_id)
    return device


def _serial(product: Product, serial: str, device: Device | None = None) -> str:
    """A serial number ready to be kept, of a new unit or of a known one."""
    plain = plain_serial(serial)
    others = with_serial(plain, product.id)
    return checked_serial(product, plain, (others.exclude(pk=device.pk) if device else others).first())
