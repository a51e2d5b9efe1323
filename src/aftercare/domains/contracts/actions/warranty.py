"""Give each device its dated copies of the terms, and what is promised or taken away by hand."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from aftercare.domains.catalog.models import Part
from aftercare.domains.contracts.checks import checked_percents, checked_reason
from aftercare.domains.contracts.coverage import COSTS
from aftercare.domains.contracts.errors import AlreadyVoid, NoStartDate, NoTerms, NotVoid
from aftercare.domains.contracts.events import (
    WarrantyRestored,
    WarrantyStarted,
    WarrantyVoided,
    WarrantyWithdrawn,
)
from aftercare.domains.contracts.models import DeviceWarranty, StartRule, WarrantyTerm
from aftercare.domains.contracts.policies import may_manage_warranty_of
from aftercare.domains.contracts.queries.terms import (
    copy_of,
    dated_copy,
    dates_of,
    repair_term_for,
    term_for,
    terms_for,
)
from aftercare.domains.contracts.warranty_dates import last_day
from aftercare.domains.devices.models import Device
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish, publish_each
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require

DATED = ("starts_on", "started_by", *(f"{cost}_ends_on" for cost in COSTS))
NOT_FITTED = _("The part was not fitted after all.")
FITTED = _("The part was fitted.")


@transaction.atomic
def start_warranty(
    actor: Actor, device: Device, *, at: datetime, term: WarrantyTerm | None = None, starts_on: date | None = None
) -> DeviceWarranty:
    """Give a device its copy of the terms it was sold with (or of others), from its own dates or from a day."""
    require(may_manage_warranty_of(actor, device))
    device = lock(Device.objects.select_related("product__category"), device.id)
    given = term or term_for(device.product)
    if given is None:
        raise NoTerms(product=device.product.name)
    copy = copy_of(given, {"sold_date": starts_on} if starts_on else dates_of(device))
    if copy is None:
        raise NoStartDate(device=str(device))
    return _write(actor, device, copy, at)


@transaction.atomic
def date_warranty(actor: Actor, device: Device, *, at: datetime, first: bool = False) -> DeviceWarranty | None:
    """Follow a device's dates: write its copies of the terms, or move them; None while terms or dates are missing.

    Terms it carries a copy of stay its own, though others are offered now; returned is the copy for the whole device.
    """
    require(may_manage_warranty_of(actor, device))
    device = lock(Device.objects.select_related("product__category"), device.id)
    rows = DeviceWarranty.objects.filter(device=device, term__isnull=False).select_related("term__part")
    carried = {copy.part_id: copy for copy in rows.order_by("-id")}
    terms = {term.part_id: term for term in terms_for(device.product)}
    terms |= {part: copy.term for part, copy in carried.items() if copy.term}
    for part, term in terms.items():
        copy = copy_of(term, dates_of(device))
        if copy is not None:
            carried[part] = _write(actor, device, copy, at, first=first)
    return carried.get(None)


@transaction.atomic
def warrant_parts(
    actor: Actor, device: Device, *, parts: Collection[Part], on: date, repair_id: UUID, at: datetime
) -> list[DeviceWarranty]:
    """Promise the parts that a repair fitted what their terms give from that day on, once a repair.

    A part that the record of the repair names no longer is void from the day on which it was told fitted, until the
    record names it again.
    """
    require(may_manage_warranty_of(actor, device))
    device = lock(Device.objects.select_related("product__category"), device.id)
    held = {one.part_id: one for one in DeviceWarranty.objects.filter(repair_id=repair_id).select_related("part")}
    kept = [held[part.id] for part in parts if part.id in held]
    terms = {part: repair_term_for(device.product, part) for part in parts if part.id not in held}
    for part, term in terms.items():
        if term is not None:
            copy = dated_copy(term, on, StartRule.REPAIR)
            copy.term, copy.part, copy.repair_id = None, part, repair_id
            kept.append(_write(actor, device, copy, at))
    fitted = {part.id for part in parts}
    for again in (one for id, one in held.items() if id in fitted and _not_fitted(one)):
        restore_warranty(actor, again, reason=str(FITTED), at=at)
    for gone in (one for id, one in held.items() if id not in fitted and one.void_on is None):
        void_warranty(actor, gone, on=gone.starts_on, reason=str(NOT_FITTED), at=at)
    return kept


def _not_fitted(warranty: DeviceWarranty) -> bool:
    """Whether it is void because a record named its part no longer, and not by hand."""
    return warranty.void_on == warranty.starts_on and warranty.void_reason == str(NOT_FITTED)


@transaction.atomic
def grant_warranty(
    actor: Actor, device: Device, *, name: str, starts_on: date, months: int, at: datetime, **percents: int
) -> DeviceWarranty:
    """Promise a device something besides its terms, such as an extension: labour_percent, parts_percent, …"""
    require(may_manage_warranty_of(actor, device))
    checked_percents(*percents.values())
    ends: dict[str, Any] = {f"{cost}_ends_on": last_day(starts_on, months) for cost in COSTS}
    copy = DeviceWarranty(name=name, starts_on=starts_on, started_by=StartRule.INVOICE, **ends, **percents)
    return _write(actor, device, copy, at)


@transaction.atomic
def void_warranty(actor: Actor, warranty: DeviceWarranty, *, on: date, reason: str, at: datetime) -> DeviceWarranty:
    """Let a warranty pay nothing from a day on, for a reason the customer can be told."""
    require(may_manage_warranty_of(actor, warranty.device))
    warranty = lock(DeviceWarranty.objects.all(), warranty.id)
    if warranty.void_on is not None:
        raise AlreadyVoid(name=warranty.name, on=str(warranty.void_on))
    warranty.void_on, warranty.void_reason = on, checked_reason(reason)
    warranty.save(update_fields=["void_on", "void_reason"])
    voided = WarrantyVoided(warranty_id=warranty.id, device_id=warranty.device_id, on=on)
    publish(actor, voided, at=at, text=reason, context_id=warranty.device_id)
    return warranty


@transaction.atomic
def restore_warranty(actor: Actor, warranty: DeviceWarranty, *, reason: str, at: datetime) -> DeviceWarranty:
    """Let a warranty that was void pay again as if it had never been, for a reason the customer can be told."""
    require(may_manage_warranty_of(actor, warranty.device))
    warranty = lock(DeviceWarranty.objects.all(), warranty.id)
    if warranty.void_on is None:
        raise NotVoid(name=warranty.name)
    said = checked_reason(reason)
    warranty.void_on, warranty.void_reason = None, ""
    warranty.save(update_fields=["void_on", "void_reason"])
    restored = WarrantyRestored(warranty_id=warranty.id, device_id=warranty.device_id)
    publish(actor, restored, at=at, text=said, context_id=warranty.device_id)
    return warranty


@transaction.atomic
def withdraw_warranties(actor: Actor, *, devices: Sequence[Device], at: datetime) -> None:
    """Take away the copies of terms that these devices got by themselves, because the devices are taken back.

    What was granted by hand or voided stays, and with it the device.
    """
    for one in devices:
        require(may_manage_warranty_of(actor, one))
    copies = DeviceWarranty.objects.filter(device__in=devices, void_on=None).exclude(term=None)
    gone = [(WarrantyWithdrawn(warranty_id=one.id, device_id=one.device_id), one.device_id) for one in copies]
    copies.delete()
    publish_each(actor, gone, at=at)


def _write(actor: Actor, device: Device, copy: DeviceWarranty, at: datetime, *, first: bool = False) -> DeviceWarranty:
    """Save a copy, or bring the one the device has of the same terms to its days, under the device's lock."""
    held = DeviceWarranty.objects.filter(device=device, term=copy.term).first() if copy.term_id else None
    if held is not None and all(getattr(held, name) == getattr(copy, name) for name in DATED):
        return held
    warranty = held or copy
    for name in DATED:
        setattr(warranty, name, getattr(copy, name))
    warranty.device = device
    warranty.save(update_fields=DATED if held else None)  # who voids it meanwhile holds the copy, not the device
    started = WarrantyStarted(
        warranty_id=warranty.id,
        device_id=device.id,
        starts_on=warranty.starts_on,
        started_by=warranty.started_by,
        first=first,
    )
    publish(actor, started, at=at, context_id=device.id)
    return warranty
