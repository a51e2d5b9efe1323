"""Which warranty terms a product is sold with, and what they promise a device."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from aftercare.domains.catalog.models import Product
from aftercare.domains.catalog.queries import categories_above
from aftercare.domains.contracts.coverage import COSTS
from aftercare.domains.contracts.models import DeviceWarranty, WarrantyTerm
from aftercare.domains.contracts.warranty_dates import EVIDENCE, last_day, start_day
from aftercare.domains.devices.models import Device

DATES = tuple(name for names in EVIDENCE.values() for name in names)


def term_for(product: Product) -> WarrantyTerm | None:
    """The product's own terms, else those of its category or the nearest above, else those of everything."""
    above = categories_above(product.category)
    fitting = Q(product=product) | Q(product=None, category=None) | Q(category_id__in=above)
    terms = WarrantyTerm.objects.filter(fitting, withdrawn_at=None).order_by("id")
    return min(terms, key=lambda term: _distance(term, above), default=None)


def terms_offered() -> QuerySet[WarrantyTerm]:
    """The terms that things are sold with now."""
    return WarrantyTerm.objects.filter(withdrawn_at=None).select_related("product", "category")


def dates_of(device: Device) -> dict[str, date | None]:
    """The days from which a warranty may count, by field."""
    return {name: getattr(device, name) for name in DATES}


def copy_of(term: WarrantyTerm, dates: Mapping[str, date | None]) -> DeviceWarranty | None:
    """A dated copy of the terms, not saved; None while no day is known from which they could count."""
    found = start_day(term.start_rule, dates)
    if found is None:
        return None
    starts_on, started_by = found
    months = {cost: getattr(term, f"{cost}_months") for cost in COSTS}
    percents = {f"{cost}_percent": getattr(term, f"{cost}_percent") if months[cost] else 0 for cost in COSTS}
    ends = {f"{cost}_ends_on": last_day(starts_on, months[cost]) for cost in COSTS}
    return DeviceWarranty(term=term, name=term.name, starts_on=starts_on, started_by=started_by, **percents, **ends)


def _distance(term: WarrantyTerm, above: list[UUID]) -> int:
    """How far from the product its terms are: its own 0, its category's 1, and so on, everybody's last."""
    if term.product_id:
        return 0
    return 1 + (above.index(term.category_id) if term.category_id else len(above))
