"""The orders behind a figure of a report: what an address narrows the list by, and the chips that take it away."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from aftercare.domains.accounts.models import OrganisationUnit, User
from aftercare.domains.catalog.models import Product
from aftercare.domains.customers.models import Grade
from aftercare.domains.orders.models import Order
from aftercare.domains.orders.queries import APPROVED, ASKED_FOR, DELIVERED, NOBODY, behind_figures
from aftercare.ui.components.lists import address
from aftercare.ui.parts import FilterChip


def asked_of(given: Mapping[str, str]) -> dict[str, str]:
    """What can be read of it; what can't is left out, as of every old address."""
    asked = {name: given[name] for name in ASKED_FOR if given.get(name)}
    return {name: value for name, value in asked.items() if _readable(name, value)}


def behind(rows: QuerySet[Order], given: Mapping[str, str]) -> QuerySet[Order]:
    """Those of these orders that an address asks for."""
    return behind_figures(rows, asked_of(given))


def chips_behind(request: HttpRequest) -> list[FilterChip]:
    """What the list is narrowed by, each to be taken away."""
    return [
        FilterChip(_words(name, value), address(request, **{name: None, "cursor": None}), active=True, removable=True)
        for name, value in asked_of(request.GET.dict()).items()
    ]


def _readable(name: str, value: str) -> bool:
    try:
        behind_figures(Order.objects.none(), {name: value})
    except ValueError:
        return False
    return True


def _words(name: str, value: str) -> str:
    if name in SPANS:
        return SPANS[name](value)
    if name == "currency":
        return value
    model, nobody = NAMED[name]
    found = model.objects.filter(pk=value).first() if value != NOBODY else None
    return str(found.name) if found is not None else nobody()


SPANS: Mapping[str, Callable[[str], str]] = {
    APPROVED: lambda value: _("Approved: %(span)s") % {"span": value},
    DELIVERED: lambda value: _("Delivered: %(span)s") % {"span": value},
}
NAMED: Mapping[str, tuple[Any, Callable[[], str]]] = {
    "unit": (OrganisationUnit, lambda: _("No part")),
    "unit_alone": (OrganisationUnit, lambda: _("No part")),
    "author": (User, lambda: _("Nobody")),
    "grade": (Grade, lambda: _("No grade")),
    "product": (Product, lambda: _("Parts")),
}
