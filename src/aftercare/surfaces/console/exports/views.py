"""Customers, products, devices, agreements and orders as files: what the list shows, in the columns of an import."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.timezone import localtime

from aftercare.domains.accounts.actions import record_export
from aftercare.domains.accounts.queries import day_of
from aftercare.domains.catalog.policies import VIEW as VIEW_CATALOG
from aftercare.domains.catalog.policies import visible_products
from aftercare.domains.catalog.queries import searched
from aftercare.domains.contracts.policies import VIEW as VIEW_CONTRACTS
from aftercare.domains.customers.actions import reveal_phones
from aftercare.domains.customers.models import Contact
from aftercare.domains.customers.policies import REVEAL
from aftercare.domains.customers.policies import VIEW as VIEW_CUSTOMERS
from aftercare.domains.customers.queries import FILTERS, narrowed
from aftercare.domains.devices.policies import VIEW as VIEW_DEVICES
from aftercare.domains.orders.policies import VIEW as VIEW_ORDERS
from aftercare.domains.requests.queries import customers_found
from aftercare.domains.sheets.queries import ROWS, heads_of
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.permissions import may, require
from aftercare.kit.sheets import CONTENT_TYPES
from aftercare.surfaces.console.agreements.listing import asked_agreements
from aftercare.surfaces.console.devices.listing import asked_devices
from aftercare.surfaces.console.orders.views import chosen_orders
from aftercare.surfaces.console.staff import StaffRequest, staff
from aftercare.ui.sheets import sheet_answer

LONGEST = 200
ASKED = ("q", *FILTERS, "category", "status", "warranty", "customer", "phones", "state", "charging", "ends")


def _customers(request: StaffRequest) -> "QuerySet[Any]":
    query = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    return narrowed(customers_found(request.actor, _q(request)), query).order_by("-pk")


def _products(request: StaffRequest) -> "QuerySet[Any]":
    return searched(visible_products(request.actor), _q(request)).order_by("number", "id")


def _devices(request: StaffRequest) -> "QuerySet[Any]":
    return asked_devices(request, day_of(now())).order_by("-pk")


def _agreements(request: StaffRequest) -> "QuerySet[Any]":
    return asked_agreements(request, day_of(now()))


def _orders(request: StaffRequest) -> "QuerySet[Any]":
    return chosen_orders(request.actor, request.GET.get("state", ""), _q(request), request.GET.dict()).order_by("-pk")


def _q(request: StaffRequest) -> str:
    return request.GET.get("q", "").strip()[:LONGEST]


LISTS: Mapping[str, tuple[str, Callable[[StaffRequest], "QuerySet[Any]"]]] = {
    "customers": (VIEW_CUSTOMERS, _customers),
    "products": (VIEW_CATALOG, _products),
    "devices": (VIEW_DEVICES, _devices),
    "agreements": (VIEW_CONTRACTS, _agreements),
    "orders": (VIEW_ORDERS, _orders),
}


@staff
def export(request: StaffRequest, noun: str, format: str) -> HttpResponse:
    """The list as CSV or as a workbook; that it was taken goes on record, and each phone number that is in it."""
    if noun not in LISTS or format not in CONTENT_TYPES:
        raise NotFound()
    right, asked = LISTS[noun]
    require(may(request.actor, right))
    at = now()
    rows = ROWS[noun](asked(request), **_phones(request, noun))
    answer, count = sheet_answer(f"{noun}-{localtime(at):%Y%m%d-%H%M}", format, heads_of(noun), rows)
    filters = sorted(name for name in ASKED if request.GET.get(name))
    record_export(request.actor, page=noun, format=format, rows=count, filters=filters, at=at)
    return answer


def _phones(request: StaffRequest, noun: str) -> dict[str, Any]:
    """With `phones=1` the numbers in full, as far as the right to read them reaches."""
    if noun != "customers" or request.GET.get("phones") != "1":
        return {}
    require(may(request.actor, REVEAL))

    def shown(contacts: Sequence[Contact]) -> set[UUID]:
        return reveal_phones(request.actor, contacts=contacts, at=now())

    return {"shown": shown}
