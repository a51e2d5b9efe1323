"""Which warranty terms a product is sold with, and what they promise a device."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from aftercare.domains.catalog.models import Part, Product
from aftercare.domains.catalog.queries import categories_above
from aftercare.domains.contracts.coverage import COSTS
from aftercare.domains.contracts.models import DeviceWarranty, StartRule, WarrantyTerm
from aftercare.domains.contracts.warranty_dates import EVIDENCE, last_day, start_day
from aftercare.domains.devices.models import Device

DATES = tuple(name for names in EVIDENCE.values() for name in names)


def term_for(product: Product) -> WarrantyTerm | None:
    """The product's own terms, else those of its category or the nearest above, else those of everything."""
    return next((term for term in terms_for(product) if term.part_id is None), None)


def terms_for(product: Product) -> list[WarrantyTerm]:
    """The terms a product is sold with: one for the whole device at most, and one for each part that has its own."""
    return _nearest(product, ~Q(start_rule=StartRule.REPAIR))


def repair_term_for(product: Product, part: Part) -> WarrantyTerm | None:
    """What is promised for a part once it was fitted: the terms of that part, else those of any."""
    found = {term.part_id: term for term in _nearest(product, Q(start_rule=StartRule.REPAIR))}
    return found.get(part.id) or found.get(None)


def _nearest(product: Product, which: Q) -> list[WarrantyTerm]:
    """Of the terms that fit a product the nearest for the whole and for each part, the whole first."""
    above = categories_above(product.category)
    fitting = Q(product=product) | Q(product=None, category=None) | Q(category_id__in=above)
    rows = WarrantyTerm.objects.filter(which, fitting, withdrawn_at=None).select_related("part").order_by("id")
    nearest: dict[UUID | None, WarrantyTerm] = {}
    for term in sorted(rows, key=lambda term: _distance(term, above)):
        nearest.setdefault(term.part_id, term)
    return sorted(nearest.values(), key=lambda term: term.part_id is not None)


def terms_offered() -> QuerySet[WarrantyTerm]:
    """The terms that things are sold with now."""
    return WarrantyTerm.objects.filter(withdrawn_at=None).select_related("product", "category", "part")


def dates_of(device: Device) -> dict[str, date | None]:
    """The days from which a warranty may count, by field."""
    return {name: getattr(device, name) for name in DATES}


def copy_of(term: WarrantyTerm, dates: Mapping[str, date | None]) -> DeviceWarranty | None:
    """A dated copy of the terms, not saved; None while no day is known from which they could count."""
    found = start_day(term.start_rule, dates, term.start_after_months)
    return dated_copy(term, *found) if found else None


def dated_copy(term: WarrantyTerm, starts_on: date, started_by: str) -> DeviceWarranty:
    """What the terms promise from a day on, not saved."""
    months = {cost: getattr(term, f"{cost}_months") for cost in COSTS}
    percents = {f"{cost}_percent": getattr(term, f"{cost}_percent") if months[cost] else 0 for cost in COSTS}
    ends = {f"{cost}_ends_on": last_day(starts_on, months[cost]) for cost in COSTS}
    of_whom = {"term": term, "part": term.part, "name": term.name}
    return DeviceWarranty(**of_whom, starts_on=starts_on, started_by=started_by, **percents, **ends)


def _distance(term: WarrantyTerm, above: list[UUID]) -> int:
    """How far from the product its terms are: its own 0, its category's 1, and so on, everybody's last."""
    if term.product_id:
        return 0
    return 1 + (above.index(term.category_id) if term.category_id else len(above))
