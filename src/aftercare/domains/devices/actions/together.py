"""Register many devices with the statements of a few, and take registrations back."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Upper

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.customers.queries import standing
from aftercare.domains.devices.actions.records import DATES, NUMBERS
from aftercare.domains.devices.checks import checked_serial, checked_site, plain_serial
from aftercare.domains.devices.drafts import DeviceDraft
from aftercare.domains.devices.events import DeviceRegistered, DeviceWithdrawn
from aftercare.domains.devices.models import Device, DeviceStatus, OwnerHistory
from aftercare.domains.devices.policies import may_change_devices, may_register_device
from aftercare.kit.actor import Actor
from aftercare.kit.changes import ExternalIdTaken, InUse, taken_ids
from aftercare.kit.errors import Refusal
from aftercare.kit.events import publish_each
from aftercare.kit.locking import lock_all
from aftercare.kit.permissions import require
from aftercare.kit.rows import insert_rows
from aftercare.kit.uses import uses_of

Serials = dict[tuple[UUID, str], Device]
PLAIN = [field.name for field in fields(DeviceDraft)]


@transaction.atomic
def register_devices(actor: Actor, *, drafts: Sequence[DeviceDraft], at: datetime) -> list[Device | Refusal]:
    """Put many units on record; one that can't be is answered with its refusal, in its place.

    What holds of one registered by itself holds of each; the facts are the same too.
    """
    require(may_register_device(actor))
    taken = taken_ids(Device, (draft.external_id for draft in drafts))
    held = holders_of(drafts)
    answers: list[Device | Refusal] = []
    for draft in drafts:
        try:
            answers.append(built_device(draft, taken, held))
        except Refusal as refusal:
            answers.append(refusal)
    _write(actor, [one for one in answers if isinstance(one, Device)], at)
    return answers


def holders_of(drafts: Iterable[DeviceDraft]) -> Serials:
    """The devices on record that bear these serial numbers, by product and number in capitals."""
    wanted = {plain_serial(draft.serial).upper() for draft in drafts if draft.serial}
    rows = Device.objects.alias(plain=Upper("serial")).filter(plain__in=wanted) if wanted else Device.objects.none()
    return {(row.product_id, row.serial.upper()): row for row in rows}


def built_device(draft: DeviceDraft, taken: dict[str, str], held: Serials) -> Device:
    """The row of a draft, or the refusal of what can't be written; notes that its id and serial are taken now."""
    owner, serial = standing(draft.customer), plain_serial(draft.serial)
    checked_serial(draft.product, serial, held.get((draft.product.id, serial.upper())) if serial else None)
    if draft.external_id and draft.external_id in taken:
        raise ExternalIdTaken(external_id=draft.external_id, holder=taken[draft.external_id])
    values = {name: getattr(draft, name) for name in PLAIN}
    site = checked_site(draft.site, owner)
    device = Device(**{**values, "customer": owner, "serial": serial, "site": site})
    device.status, device.external_id = DeviceStatus(draft.status), draft.external_id or None
    if serial:
        held[draft.product.id, serial.upper()] = device
    if draft.external_id:
        taken[draft.external_id] = str(device)
    return device


def _write(actor: Actor, devices: Sequence[Device], at: datetime) -> None:
    today = day_of(at)
    for device, number in zip(devices, NUMBERS.take(len(devices), today.year) if devices else [], strict=True):
        device.number, device.registered_by = number, actor.id
    insert_rows(devices)
    insert_rows([
        OwnerHistory(device=device, customer=device.customer, from_date=_since(device) or today) for device in devices
    ])  # fmt: skip
    facts = [
        DeviceRegistered(
            device_id=device.id, number=device.number, product_id=device.product_id, customer_id=device.customer_id
        )
        for device in devices
    ]
    publish_each(actor, [(fact, fact.customer_id) for fact in facts], at=at)


def _since(device: Device) -> date | None:
    return min((day for day in (getattr(device, name) for name in DATES) if day), default=None)


@transaction.atomic
def withdraw_devices(actor: Actor, *, devices: Sequence[Device], at: datetime) -> list[Refusal | None]:
    """Take registrations back of which nothing came: the records go, the facts stay.

    One that is in use is answered with its refusal, in its place. Warranties that began with it go with it.
    """
    ids = [device.id for device in devices]
    require(may_change_devices(actor, ids))
    held = {row.id: row for row in lock_all(Device.objects.filter(pk__in=ids))}
    used = uses_of(Device, list(held), apart=(OwnerHistory,))
    gone = [row for id, row in held.items() if id not in used]
    OwnerHistory.objects.filter(device__in=gone).delete()
    Device.objects.filter(pk__in=[row.id for row in gone]).delete()
    facts = [(DeviceWithdrawn(device_id=row.id, number=row.number), row.customer_id) for row in gone]
    publish_each(actor, facts, at=at)
    return [InUse(thing=device.number, user=str(used[device.id])) if device.id in used else None for device in devices]
