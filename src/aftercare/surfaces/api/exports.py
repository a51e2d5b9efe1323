"""Lists of customers, products, devices, agreements and orders as files, in the columns by which they are taken in."""

from collections.abc import Sequence
from typing import Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Query
from pydantic import BaseModel, Field

from aftercare.domains.accounts.actions import record_export
from aftercare.domains.catalog.policies import may_view_catalog, visible_products
from aftercare.domains.catalog.queries import searched
from aftercare.domains.contracts.policies import VIEW as VIEW_CONTRACTS
from aftercare.domains.contracts.queries.agreements import agreements_found
from aftercare.domains.customers.actions import reveal_phones
from aftercare.domains.customers.models import Contact
from aftercare.domains.customers.policies import REVEAL
from aftercare.domains.customers.policies import VIEW as VIEW_CUSTOMERS
from aftercare.domains.customers.queries import narrowed
from aftercare.domains.devices.policies import VIEW as VIEW_DEVICES
from aftercare.domains.devices.queries import holding_words
from aftercare.domains.orders.policies import VIEW as VIEW_ORDERS
from aftercare.domains.orders.queries import orders_in_sight
from aftercare.domains.sheets.queries import ROWS, heads_of
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.agreements import ChargingName, StatusName, agreements
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.customers import Kind, customers
from aftercare.surfaces.api.devices import devices
from aftercare.surfaces.api.fields import AskedFlag, Day, Text
from aftercare.surfaces.api.orders import orders
from aftercare.surfaces.api.orders.shown import StateName
from aftercare.surfaces.api.products import products
from aftercare.surfaces.api.reach import customers_found, devices_for
from aftercare.ui.sheets import sheet_answer


class ExportQuery(BaseModel):
    """What is taken out, and as which kind of file."""

    format: Literal["csv", "xlsx"] = "csv"
    q: Text = Field("", max_length=200, description="Words as in the list.")


class CustomerExportQuery(ExportQuery):
    """Which customers, and whether with phone numbers."""

    kind: Kind | None = None
    grade: Text | None = Field(None, max_length=40, description="The code of a grade.")
    tag: Text | None = Field(None, max_length=60)
    unit: Text | None = Field(None, max_length=40, description="The code of a part of the company.")
    phones: AskedFlag = Field(False, description="In full; each number that is given out goes on record.")


@customers.sends("/customers/export")
def export_customers(call: Call, query: Query[CustomerExportQuery]) -> HttpResponse:
    """Take customers out as a file.

    A row each with the first person and place, further ones below; phone numbers are hidden unless asked for.
    """
    require(may(call.actor, VIEW_CUSTOMERS))
    asked = {name: value for name in ("kind", "grade", "tag", "unit") if (value := getattr(query, name))}
    rows = narrowed(customers_found(call.actor, query.q), asked).order_by("-pk")
    if not query.phones:
        return _answer(call, "customers", query, rows)
    require(may(call.actor, REVEAL))

    def shown(contacts: Sequence[Contact]) -> set[UUID]:
        return reveal_phones(call.actor, contacts=contacts, at=call.at)

    return _answer(call, "customers", query, rows, shown=shown)


@products.sends("/products/export")
def export_products(call: Call, query: Query[ExportQuery]) -> HttpResponse:
    """Take products out as a file.

    By number.
    """
    require(may_view_catalog(call.actor))
    return _answer(call, "products", query, searched(visible_products(call.actor), query.q).order_by("number", "id"))


@devices.sends("/devices/export")
def export_devices(call: Call, query: Query[ExportQuery]) -> HttpResponse:
    """Take devices out as a file.

    The latest registered first, with their owners by external id or number.
    """
    require(may(call.actor, VIEW_DEVICES))
    return _answer(call, "devices", query, holding_words(call.actor, devices_for(call.actor), query.q).order_by("-pk"))


class AgreementExportQuery(ExportQuery):
    """Which agreements."""

    customer_id: UUID | None = None
    status: StatusName | None = None
    charging: ChargingName | None = None
    ends_before: Day | None = None


@agreements.sends("/agreements/export")
def export_agreements(call: Call, query: Query[AgreementExportQuery]) -> HttpResponse:
    """Take agreements out as a file.

    The first to begin first; of many devices some stand in rows of their own below.
    """
    require(may(call.actor, VIEW_CONTRACTS))
    given = query.model_dump(exclude={"format", "q"}, exclude_none=True)
    days = {"ends_on__lt": given.pop("ends_before")} if "ends_before" in given else {}
    return _answer(call, "agreements", query, agreements_found(call.actor, query.q).filter(**given, **days))


class OrderExportQuery(ExportQuery):
    """Which orders."""

    customer_id: UUID | None = None
    state: StateName | None = None


@orders.sends("/orders/export")
def export_orders(call: Call, query: Query[OrderExportQuery]) -> HttpResponse:
    """Take orders out as a file.

    The latest first, a row for each line.
    """
    require(may(call.actor, VIEW_ORDERS))
    given = query.model_dump(exclude={"format", "q"}, exclude_none=True)
    return _answer(call, "orders", query, orders_in_sight(call.actor, query.q).filter(**given).order_by("-pk"))


def _answer(call: Call, noun: str, query: ExportQuery, rows: "QuerySet[Any]", **more: Any) -> HttpResponse:
    """The file; that it was taken goes on record."""
    answer, count = sheet_answer(noun, query.format, heads_of(noun), ROWS[noun](rows, **more))
    given = query.model_fields_set - {"format"}
    record_export(call.actor, page=noun, format=query.format, rows=count, filters=sorted(given), at=call.at)
    return answer
