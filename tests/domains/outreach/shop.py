"""Customers to win back, and what to suggest to them."""

from datetime import date, timedelta
from typing import Any

from tests import make
from tests.domains.grading.bought import bought

from aftercare.domains.contracts.models import DeviceWarranty
from aftercare.domains.customers.actions import note_consent
from aftercare.domains.customers.models import Customer
from aftercare.domains.devices.models import Device
from aftercare.domains.outreach.actions import add_suggestion
from aftercare.domains.outreach.models import SalesSuggestion
from aftercare.domains.outreach.queries import approachable, fitting

FIRST = date(2026, 1, 1)


def suggestion(at: Any, **values: Any) -> SalesSuggestion:
    """A suggestion for everybody, unless `values` narrow it."""
    return add_suggestion(make.HOUSE, at=at, **{"title": "延保一年", "valid_from": FIRST, **values})


def sleeper(at: Any, name: str, *, days_ago: int = 400, total: str = "1200", agrees: bool = True, **values: Any):
    """A customer who bought so many days ago, and agrees to offers by phone."""
    one = make.customer(at, name=name, phone=f"13{abs(hash(name)) % 10**9:09}", **values)
    bought(at, one, days_ago=days_ago, total=total)
    if agrees:
        note_consent(make.HOUSE, one.contacts.get(), channel="phone", at=at)
    return one


def unit_of(
    at: Any, owner: Customer, *, ends_in: int, serial: str = "SN1", age_days: int = 300, **values: Any
) -> Device:
    """A device of a customer whose warranty ends in so many days."""
    from aftercare.domains.catalog.models import Product

    product, _new = Product.objects.get_or_create(number="AC-1", defaults={"name": "空调"})
    today = at.date()
    one = Device.objects.create(
        number=f"D-{Device.objects.count()}",
        product=product,
        serial=serial,
        customer=owner,
        installed_date=today - timedelta(days=age_days),
        **values,
    )
    last = today + timedelta(days=ends_in)
    spans = {f"{part}_ends_on": last for part in ("labour", "parts", "travel")}
    paid = {"labour_percent": 100, "parts_percent": 100}
    first = today - timedelta(days=age_days)
    DeviceWarranty.objects.create(device=one, name="保修", starts_on=first, started_by="delivery", **spans, **paid)
    return one


def names(rows: Any) -> list[str]:
    """Whom a list holds."""
    return sorted(rows.values_list("name", flat=True))


def asked(one: SalesSuggestion, at: Any) -> list[str]:
    """Whom one may ask now."""
    return names(approachable(fitting(one, at=at), at=at))
