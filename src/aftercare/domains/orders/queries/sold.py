"""What was sold: which orders count and on which day, and those behind a figure that was made of them."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from aftercare.domains.accounts.models import OrganisationUnit
from aftercare.domains.accounts.queries import company_zone
from aftercare.domains.customers.models import Grade
from aftercare.domains.orders.models import Order, OrderLine
from aftercare.domains.orders.states import SOLD, OrderState
from aftercare.kit.periods import Period

APPROVED, DELIVERED = "approved", "delivered"
# How orders count: by which instant, and while they stand in which states.
COUNTED: Mapping[str, tuple[str, Q]] = {
    APPROVED: ("reviewed_at", Q(state__in=SOLD)),
    DELIVERED: ("delivered_at", Q(state=OrderState.DELIVERED)),
}
NOBODY = "none"  # of no unit, no grade, no author


def sold(rows: QuerySet[Order], counted: str, period: Period, zone: ZoneInfo) -> QuerySet[Order]:
    """Those of these orders that were approved, or wholly delivered, on days of a period in a zone, and still are.

    One that was taken back to a draft or cancelled counts no more.
    """
    instant, standing = COUNTED[counted]
    begins, over = period.between(zone)
    return rows.filter(standing, **{f"{instant}__gte": begins, f"{instant}__lt": over})


def behind_figures(rows: QuerySet[Order], asked: Mapping[str, str]) -> QuerySet[Order]:
    """Those of these orders that fit every filter of `ASKED_FOR` that is asked; ValueError where one can't be read."""
    for name, read in ASKED_FOR.items():
        if value := asked.get(name):
            rows = read(rows, value)
    return rows


def _counted(name: str) -> "Callable[[QuerySet[Order], str], QuerySet[Order]]":
    return lambda rows, value: sold(rows, name, Period.read(value), company_zone())


def _unit(rows: QuerySet[Order], value: str) -> QuerySet[Order]:
    below = OrganisationUnit.objects.filter(path__contains=f"{UUID(value).hex}/")
    return rows.filter(unit__in=below.values("pk"))


def _one_or_none(column: str) -> "Callable[[QuerySet[Order], str], QuerySet[Order]]":
    def read(rows: QuerySet[Order], value: str) -> QuerySet[Order]:
        which: dict[str, Any] = {f"{column}__isnull": True} if value == NOBODY else {column: UUID(value)}
        return rows.filter(**which)

    return read


def _grade(rows: QuerySet[Order], value: str) -> QuerySet[Order]:
    """By the grade of the record that stands."""
    held: Any = None if value == NOBODY else Grade(pk=UUID(value))
    kept = Q(customer__merged_into=None, customer__grade=held)
    return rows.filter(kept | Q(customer__merged_into__isnull=False, customer__merged_into__grade=held))


def _product(rows: QuerySet[Order], value: str) -> QuerySet[Order]:
    lines = OrderLine.objects.filter(order=OuterRef("pk"), product=None if value == NOBODY else UUID(value))
    return rows.filter(Exists(lines))


ASKED_FOR: "Mapping[str, Callable[[QuerySet[Order], str], QuerySet[Order]]]" = {
    APPROVED: _counted(APPROVED),
    DELIVERED: _counted(DELIVERED),
    "currency": lambda rows, value: rows.filter(currency=value),
    "unit": _unit,
    "unit_alone": _one_or_none("unit"),
    "author": _one_or_none("author_id"),
    "grade": _grade,
    "product": _product,
}
