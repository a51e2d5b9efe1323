"""Records as rows of the columns by which they are taken in: what leaves can be changed and come back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.customers.phones import masked
from aftercare.domains.sheets.columns import LAYOUTS
from aftercare.domains.sheets.columns.customers import KINDS
from aftercare.domains.sheets.columns.devices import DATES, STATUSES
from aftercare.domains.sheets.queries.exporting_wholes import agreement_rows, order_rows
from aftercare.domains.sheets.queries.leaving import plain_cells, some_of

Shown = Callable[[Sequence[Contact]], set[UUID]]


def heads_of(noun: str) -> list[str]:
    """The headings in the reader's language."""
    return [str(column.label) for column in LAYOUTS[noun].columns]


def nobodys(contacts: Sequence[Contact]) -> set[UUID]:
    """No number is told in full."""
    return set()


def customer_rows(rows: QuerySet[Customer], shown: Shown = nobodys) -> Iterator[list[Any]]:
    """A row for each customer, and one more for each further person or place.

    `shown` says of some people whose number is told in full; those of all others are hidden.
    """
    people = Prefetch("contacts", Contact.objects.filter(erased_at=None).order_by("-preferred", "id"))
    places = Prefetch("sites", Site.objects.order_by("id"))
    found = rows.select_related("grade", "unit").defer("search").prefetch_related(people, places, "tags")
    for some in some_of(found):
        contacts = [person for one in some for person in one.contacts.all()]
        told = shown(contacts)
        for one in some:
            yield from _rows_of(one, told)


def _rows_of(one: Customer, told: set[UUID]) -> Iterator[list[Any]]:
    whole = {
        "external_id": one.external_id or "",
        "number": one.number,
        "name": one.name,
        "kind": str(KINDS[one.kind]),
        "grade": one.grade.code if one.grade else "",
        "tags": ", ".join(sorted(tag.name for tag in one.tags.all())),
        "language": one.language,
        "time_zone": one.time_zone,
        "notes": one.notes,
        "unit": one.unit.code if one.unit else "",
    }
    parts = list(zip_longest(one.contacts.all(), one.sites.all())) or [(None, None)]
    for person, place in parts:
        cells = {**whole, **_person(person, told), **_place(place)}
        yield [cells.get(column.name, "") for column in LAYOUTS["customers"].columns]
        whole = {name: whole[name] for name in ("external_id", "number", "name")}


def _person(person: Contact | None, told: set[UUID]) -> dict[str, Any]:
    if person is None:
        return {}
    phone = (person.phone_written or person.phone) if person.id in told else masked(person.phone)
    return {"contact_name": person.name, "contact_role": person.role, "phone": phone, "email": person.email}


def _place(place: Site | None) -> dict[str, Any]:
    if place is None:
        return {}
    cells = {name: getattr(place, name) for name in ("address", "region_code", "access_notes")}
    where = {name: str(getattr(place, name) or "") for name in ("latitude", "longitude")}
    return {"site_name": place.name, **cells, **where}


def product_rows(rows: "QuerySet[Any]") -> Iterator[list[Any]]:
    """A row for each model."""
    for some in some_of(rows.select_related("category").defer("search")):
        for one in some:
            cells = {**plain_cells(one, "products"), "category": one.category.code if one.category else ""}
            yield [cells[column.name] for column in LAYOUTS["products"].columns]


def device_rows(rows: "QuerySet[Any]") -> Iterator[list[Any]]:
    """A row for each unit, with its owner by external id, or by number."""
    found = rows.select_related("product", "customer", "site").defer("product__search", "customer__search")
    for some in some_of(found):
        for one in some:
            cells = {
                **plain_cells(one, "devices"),
                "product": one.product.number,
                "customer": one.customer.external_id or one.customer.number,
                "site": one.site.name if one.site else "",
                "status": str(STATUSES[one.status]),
                **{name: getattr(one, name) for name in DATES},
            }
            yield [cells[column.name] for column in LAYOUTS["devices"].columns]


ROWS: Mapping[str, Callable[..., Iterator[list[Any]]]] = {
    "customers": customer_rows,
    "products": product_rows,
    "devices": device_rows,
    "agreements": agreement_rows,
    "orders": order_rows,
}
