"""Customers, products and parts from plain sheets: one row each, recognised by `external_id`."""

from collections.abc import Callable
from operator import itemgetter
from typing import Any

from aftercare.config.importing.frame import Importer, Row
from aftercare.domains.catalog.actions import add_part, add_product
from aftercare.domains.catalog.models import Part, Product
from aftercare.domains.customers.actions import register_customer
from aftercare.domains.customers.models import Customer
from aftercare.kit.actor import system
from aftercare.kit.clock import now
from aftercare.kit.errors import Invalid

HOUSE = system("import")


def _understand(*needed: str, optional: tuple[str, ...] = ()) -> Callable[[Row], dict[str, str]]:
    """Rows whose needed cells are filled; other known cells are taken where they hold something."""

    def understand(row: Row) -> dict[str, str]:
        empty = [name for name in needed if not row[name].strip()]
        if empty:
            raise Invalid("%(columns)s must be filled in.", columns=", ".join(empty))
        given = {name: row.get(name, "").strip() for name in (*needed, *optional)}
        return {name: value for name, value in given.items() if value or name in needed}

    return understand


def _customer(given: dict[str, Any]) -> str:
    if Customer.objects.filter(external_id=given["external_id"]).exists():
        return "known"
    register_customer(HOUSE, at=now(), **given)
    return "entered"


def _product(given: dict[str, Any]) -> str:
    if Product.objects.filter(number=given["number"]).exists():
        return "known"
    add_product(HOUSE, at=now(), **given)
    return "entered"


def _part(given: dict[str, Any]) -> str:
    if Part.objects.filter(number=given["number"]).exists():
        return "known"
    add_part(HOUSE, at=now(), **given)
    return "entered"


CUSTOMERS = Importer(
    "customers",
    ("external_id", "name"),
    _understand("external_id", "name", optional=("phone", "email", "kind", "notes")),
    _customer,
    key=itemgetter("external_id"),
)
PRODUCTS = Importer(
    "products",
    ("number", "name"),
    _understand("number", "name", optional=("brand", "external_id")),
    _product,
    key=itemgetter("number"),
)
PARTS = Importer(
    "parts",
    ("number", "name"),
    _understand("number", "name", optional=("external_id",)),
    _part,
    key=itemgetter("number"),
)
