"""List, read, write and change orders."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.catalog.policies import visible_parts, visible_products
from aftercare.domains.customers.models import Contact, Site
from aftercare.domains.customers.queries import of_customer
from aftercare.domains.orders.actions import change_order, create_order
from aftercare.domains.orders.drafts import LineDraft
from aftercare.domains.orders.policies import VIEW, may_create_order, visible_price_lists, visible_tax_rates
from aftercare.domains.orders.queries import behind_figures, orders_in_sight, story_of
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.errors import BadInput
from aftercare.surfaces.api.fields import Body, MoneyGiven, Text, Whole
from aftercare.surfaces.api.find import named, needed
from aftercare.surfaces.api.lists import After, AtMost, Listing, each, listed
from aftercare.surfaces.api.orders.shown import (
    OrderRow,
    OrderShown,
    StateName,
    order_of,
    order_row,
    order_shown,
    orders,
)
from aftercare.surfaces.api.reach import customers_for
from aftercare.surfaces.api.reports import period_of
from aftercare.surfaces.api.versions import unchanged
from aftercare.surfaces.api.words import SENTENCES

HERE = "/orders/{uuid:id}"
Percent = Annotated[str, Field(pattern=r"^(100(\.0{1,2})?|[0-9]{1,2}(\.[0-9]{1,2})?)$", examples=["10"])]


class LineGiven(Body):
    """A line to sell: a product or a part; without a price the price list says it."""

    product_id: UUID | None = None
    part_id: UUID | None = None
    quantity: Whole = Field(ge=1, le=100_000)
    unit_price: MoneyGiven | None = Field(None, description="In the order's currency, before tax.")
    discount_percent: Percent = "0"
    tax_rate_id: UUID | None = Field(None, description="The tax on it; a line without one bears none.")


class OrderChanges(Body):
    """The fields of a draft to change; `lines` take the place of all lines it has."""

    contact_id: UUID | None = None
    site_id: UUID | None = None
    price_list_id: UUID | None = None
    notes: Text = Field("", max_length=20_000)
    external_id: Text | None = Field(None, min_length=1, max_length=80)
    lines: list[LineGiven] | None = Field(None, min_length=1, max_length=500)


class NewOrder(OrderChanges):
    """An order to begin, as a draft."""

    customer_id: UUID
    currency: str = Field("CNY", pattern=r"^[A-Z]{3}$")
    lines: list[LineGiven] = Field(min_length=1, max_length=500)


BEHIND = "Approved in these months or on these days of the company, and neither taken back nor cancelled since."


class OrderQuery(Listing):
    """Which orders."""

    q: Text = Field(
        "", max_length=80, description="The beginning of a number, words of the customer, a tracking or serial number."
    )
    state: StateName | None = None
    customer_id: UUID | None = None
    number: Text | None = Field(None, max_length=32)
    author_id: UUID | None = None
    external_id: Text | None = Field(None, max_length=80)
    approved: Text | None = Field(None, max_length=30, description=BEHIND, examples=["2026-03", "2026-01..2026-06"])
    delivered: Text | None = Field(None, max_length=30, description="The same for orders that wholly arrived.")
    currency: Text | None = Field(None, max_length=3)
    unit_id: UUID | None = Field(None, description="Of this part of the company and those below it.")
    sort: Literal["created_at", "-created_at", "number", "-number"] = "-created_at"


@orders.lists("/orders", OrderRow)
def list_orders(call: Call, query: Query[OrderQuery]) -> dict[str, Any]:
    """List orders.

    The latest first unless sorted otherwise.
    """
    require(may(call.actor, VIEW))
    asked = query.filters()
    behind: dict[str, str] = {name: asked.pop(name) for name in ("approved", "delivered") if name in asked}
    if unit_id := asked.pop("unit_id", None):
        behind["unit"] = str(unit_id)
    for name in ("approved", "delivered"):
        period_of(behind.get(name))
    return listed(behind_figures(orders_in_sight(call.actor, query.q), behind).filter(**asked), query, each(order_row))


@orders.reads(HERE, OrderShown)
def read_order(call: Call, id: UUID) -> dict[str, Any]:
    """Read an order.

    With its lines, their figures, and the moves this caller may make.
    """
    return order_shown(call.actor, order_of(call, id))


@orders.makes("/orders", OrderShown)
def create_an_order(call: Call, body: NewOrder) -> dict[str, Any]:
    """Begin an order.

    As a draft; lines without a price take it from the price list.
    """
    require(may_create_order(call.actor))
    customer = needed(customers_for(call.actor), body.customer_id, "customer_id")
    given = _values(call, body, customer.id)
    given["lines"] = _lines(call, body.lines, body.currency)
    return order_shown(call.actor, create_order(call.actor, customer=customer, at=call.at, **given))


@orders.changes(HERE, OrderShown)
def change_an_order(call: Call, id: UUID, body: OrderChanges) -> dict[str, Any]:
    """Change a draft.

    Only the fields that are sent; an order that was handed in is revised first.
    """
    order = unchanged(call, order_of(call, id))
    given = _values(call, body, order.customer_id)
    if body.lines is not None:
        given["lines"] = _lines(call, body.lines, order.currency)
    change_order(call.actor, order, at=call.at, **given)
    return read_order(call, id)


class OrderEntry(TypedDict):
    """One thing that happened to an order."""

    seq: int
    kind: Annotated[str, Field(examples=["order.approved"])]
    verb: str | None
    state_left: str | None
    state_entered: str | None
    at: datetime
    actor: str
    text: Annotated[str, Field(description="The words that were given with it, such as a reason.")]
    facts: dict[str, Any]


class OrderTimeline(TypedDict):
    """An order's story, oldest first."""

    items: list[OrderEntry]
    next: Annotated[int | None, Field(description="The `after` of the next page; null at the end.")]


@orders.reads(f"{HERE}/timeline", OrderTimeline)
def read_order_timeline(
    call: Call,
    id: UUID,
    after: After = 0,
    limit: AtMost = 100,
) -> dict[str, Any]:
    """Read an order's timeline.

    Everything that happened to it, in the order it was recorded.
    """
    entries = story_of(order_of(call, id), after=after, limit=limit + 1)
    shown = [
        {
            "seq": one.fact.seq,
            "kind": one.fact.kind,
            "verb": one.fact.verb or None,
            "state_left": one.fact.state_left or None,
            "state_entered": one.fact.state_entered or None,
            "at": one.fact.at,
            "actor": one.who,
            "text": one.text,
            "facts": one.fact.data,
        }
        for one in entries[:limit]
    ]
    return {"items": shown, "next": shown[-1]["seq"] if len(entries) > limit else None}


def _values(call: Call, body: OrderChanges, customer_id: UUID) -> dict[str, Any]:
    """The fields that were sent, with the things that ids name; people and places are the customer's."""
    given = body.given("contact_id", "site_id", "price_list_id", "customer_id", "lines")
    theirs = of_customer(customer_id)
    rows = {
        "contact": Contact.objects.filter(theirs),
        "site": Site.objects.filter(theirs),
        "price_list": visible_price_lists(call.actor),
    }
    for name, among in rows.items():
        if f"{name}_id" in body.model_fields_set:
            given[name] = named(among, getattr(body, f"{name}_id"), f"{name}_id")
    return given


def _lines(call: Call, lines: list[LineGiven], currency: str) -> list[LineDraft]:
    return [_line(call, line, currency, f"lines.{place}") for place, line in enumerate(lines)]


def _line(call: Call, line: LineGiven, currency: str, where: str) -> LineDraft:
    price = line.unit_price
    if price is not None and price.currency != currency:
        field = f"{where}.unit_price.currency"
        raise BadInput(fields=field, errors={field: SENTENCES["literal_error"] % {"expected": currency}})
    return LineDraft(
        product=named(visible_products(call.actor), line.product_id, f"{where}.product_id"),
        part=named(visible_parts(call.actor), line.part_id, f"{where}.part_id"),
        quantity=line.quantity,
        unit_price=price.decimal if price else None,
        discount_percent=Decimal(line.discount_percent),
        tax_rate=named(visible_tax_rates(call.actor), line.tax_rate_id, f"{where}.tax_rate_id"),
    )
