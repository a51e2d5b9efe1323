"""Offer warranty terms, and give each device its dated copy."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from aftercare.domains.catalog.models import Category, Product
from aftercare.domains.contracts.checks import checked_percents, checked_reason
from aftercare.domains.contracts.coverage import COSTS
from aftercare.domains.contracts.errors import AlreadyVoid, NoStartDate, NoTerms, TermsForBoth, TermsTaken
from aftercare.domains.contracts.events import (
    WarrantyStarted,
    WarrantyTermAdded,
    WarrantyTermWithdrawn,
    WarrantyVoided,
)
from aftercare.domains.contracts.models import DeviceWarranty, StartRule, WarrantyTerm
from aftercare.domains.contracts.policies import may_manage_contracts
from aftercare.domains.contracts.queries.terms import copy_of, dates_of, term_for
from aftercare.domains.contracts.warranty_dates import last_day
from aftercare.domains.devices.models import Device
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require

DATED = ("starts_on", "started_by", *(f"{cost}_ends_on" for cost in COSTS))


@transaction.atomic
def add_warranty_term(
    actor: Actor,
    *,
    name: str,
    at: datetime,
    product: Product | None = None,
    category: Category | None = None,
    start_rule: str = StartRule.INVOICE,
    labour_months: int = 0,
    parts_months: int = 0,
    travel_months: int = 0,
    labour_percent: int = 100,
    parts_percent: int = 100,
    travel_percent: int = 100,
    exclusions: str = "",
) -> WarrantyTerm:
    """Offer terms with a product, with a category and all below it, or (neither) with everything sold."""
    require(may_manage_contracts(actor))
    checked_percents(labour_percent, parts_percent, travel_percent)
    if product and category:
        raise TermsForBoth()
    held = WarrantyTerm.objects.filter(product=product, category=category, withdrawn_at=None).first()
    if held is not None:
        raise TermsTaken(name=held.name)
    term = WarrantyTerm.objects.create(
        name=name,
        product=product,
        category=category,
        start_rule=StartRule(start_rule),
        labour_months=labour_months,
        parts_months=parts_months,
        travel_months=travel_months,
        labour_percent=labour_percent,
        parts_percent=parts_percent,
        travel_percent=travel_percent,
        exclusions=exclusions,
    )
    added = WarrantyTermAdded(term_id=term.id, product_id=term.product_id, category_id=term.category_id)
    publish(actor, added, at=at)
    return term


@transaction.atomic
def withdraw_warranty_term(actor: Actor, term: WarrantyTerm, *, at: datetime) -> WarrantyTerm:
    """Offer the terms no longer; devices that carry a copy keep it."""
    require(may_manage_contracts(actor))
    if term.withdrawn_at is None:
        term.withdrawn_at = at
        term.save(update_fields=["withdrawn_at"])
        publish(actor, WarrantyTermWithdrawn(term_id=term.id), at=at)
    return term


@transaction.atomic
def start_warranty(
    actor: Actor, device: Device, *, at: datetime, term: WarrantyTerm | None = None, starts_on: date | None = None
) -> DeviceWarranty:
    """Give a device its copy of the terms it was sold with (or of others), from its own dates or from a day."""
    require(may_manage_contracts(actor))
    device = lock(Device.objects.select_related("product__category"), device.id)
    given = term or term_for(device.product)
    if given is None:
        raise NoTerms(product=device.product.name)
    copy = copy_of(given, {"sold_date": starts_on} if starts_on else dates_of(device))
    if copy is None:
        raise NoStartDate(device=str(device))
    return _write(actor, device, copy, at)


@transaction.atomic
def date_warranty(actor: Actor, device: Device, *, at: datetime) -> DeviceWarranty | None:
    """Follow a device's dates: write its copy of the terms, or move it; None while terms or dates are missing."""
    require(may_manage_contracts(actor))
    device = lock(Device.objects.select_related("product__category"), device.id)
    held = (
        DeviceWarranty.objects.filter(device=device, term__isnull=False).select_related("term").order_by("id").first()
    )
    term = held.term if held else term_for(device.product)
    copy = copy_of(term, dates_of(device)) if term else None
    return _write(actor, device, copy, at) if copy else held


@transaction.atomic
def grant_warranty(
    actor: Actor, device: Device, *, name: str, starts_on: date, months: int, at: datetime, **percents: int
) -> DeviceWarranty:
    """Promise a device something besides its terms, such as an extension: labour_percent, parts_percent, …"""
    require(may_manage_contracts(actor))
    checked_percents(*percents.values())
    ends: dict[str, Any] = {f"{cost}_ends_on": last_day(starts_on, months) for cost in COSTS}
    copy = DeviceWarranty(name=name, starts_on=starts_on, started_by=StartRule.INVOICE, **ends, **percents)
    return _write(actor, device, copy, at)


@transaction.atomic
def void_warranty(actor: Actor, warranty: DeviceWarranty, *, on: date, reason: str, at: datetime) -> DeviceWarranty:
    """Let a warranty pay nothing from a day on, for a reason the customer can be told."""
    require(may_manage_contracts(actor))
    warranty = lock(DeviceWarranty.objects.all(), warranty.id)
    if warranty.void_on is not None:
        raise AlreadyVoid(name=warranty.name, on=str(warranty.void_on))
    warranty.void_on, warranty.void_reason = on, checked_reason(reason)
    warranty.save(update_fields=["void_on", "void_reason"])
    voided = WarrantyVoided(warranty_id=warranty.id, device_id=warranty.device_id, on=on)
    publish(actor, voided, at=at, text=reason, context_id=warranty.device_id)
    return warranty


def _write(actor: Actor, device: Device, copy: DeviceWarranty, at: datetime) -> DeviceWarranty:
    """Save a copy, or bring the one the device has of the same terms to its days, under the device's lock."""
    held = DeviceWarranty.objects.filter(device=device, term=copy.term).first() if copy.term_id else None
    if held is not None and all(getattr(held, name) == getattr(copy, name) for name in DATED):
        return held
    warranty = held or copy
    for name in DATED:
        setattr(warranty, name, getattr(copy, name))
    warranty.device = device
    warranty.save()
    started = WarrantyStarted(
        warranty_id=warranty.id,
        device_id=device.id,
        starts_on=warranty.starts_on,
        started_by=warranty.started_by,
    )
    publish(actor, started, at=at, context_id=device.id)
    return warranty
