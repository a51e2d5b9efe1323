"""How an order and what belongs to it are told."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.channels.links import PORTAL_ORDER, link_to
from aftercare.domains.orders.models import Order, OrderLine, Shipment
from aftercare.domains.orders.policies import may_change_order, visible_shipments, visible_to
from aftercare.domains.orders.queries import available_actions, lines_of
from aftercare.kit.actor import Actor
from aftercare.kit.money import Money
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import MoneyShown, money
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.people import Coded, Named, Numbered, by_code, by_name, by_number

orders = Noun("orders", "Orders 订单: what was sold, reviewed by somebody else than its author, shipped in parts.")
StateName = Literal["draft", "submitted", "approved", "rejected", "partly_shipped", "shipped", "delivered", "cancelled"]


class OrderRow(TypedDict):
    """An order in a list."""

    id: UUID
    number: Annotated[str, Field(examples=["SO-2026-000042"])]
    state: StateName
    customer: Numbered
    total: MoneyShown
    author_id: UUID | None
    submitted_at: datetime | None
    external_id: str | None
    created_at: datetime
    version: int


class LineShown(TypedDict):
    """A line with its figures, each rounded to the currency's smallest unit."""

    id: UUID
    position: int
    product: Numbered | None
    part: Numbered | None
    quantity: int
    shipped: Annotated[int, Field(description="How many of them left the house.")]
    dropped: Annotated[int, Field(description="How many of them will not come, nor be paid for.")]
    unit_price: MoneyShown
    discount_percent: str
    discount: MoneyShown
    tax_percent: str
    net: Annotated[MoneyShown, Field(description="Quantity × unit price, less the discount.")]
    tax: Annotated[MoneyShown, Field(description="The percentage of `net`.")]
    total: MoneyShown


class OrderShown(OrderRow):
    """An order with its lines and the moves this caller may make."""

    contact: Named | None
    site: Named | None
    unit: Named | None
    price_list: Coded | None
    net: Annotated[MoneyShown, Field(description="The sum of the lines' `net`.")]
    tax: Annotated[MoneyShown, Field(description="The sum of the lines' `tax`.")]
    lines: list[LineShown]
    reviewed_at: datetime | None
    delivered_at: datetime | None
    notes: str
    customer_link: Annotated[
        str | None, Field(description="Where its customer follows it without an account; for those who may change it.")
    ]
    available_actions: list[str]


class PieceShown(TypedDict):
    """Pieces of one line in a shipment."""

    line_id: UUID
    product: Numbered | None
    part: Numbered | None
    quantity: int
    serials: list[str]


class TrackingShown(TypedDict):
    """A report of the carrier."""

    code: str
    place: str
    note: str
    happened_at: datetime


class ShipmentShown(TypedDict):
    """A parcel of one order."""

    id: UUID
    number: Annotated[str, Field(examples=["SH-2026-000007"])]
    order_id: UUID
    carrier: str
    tracking_number: str
    shipped_at: datetime
    delivered_on: date | None
    lines: list[PieceShown]
    tracking: list[TrackingShown]
    version: int


def order_row(order: Order) -> dict[str, Any]:
    """An order in a list."""
    plain = ("id", "number", "state", "author_id", "submitted_at", "external_id", "created_at", "version")
    return {
        **{name: getattr(order, name) for name in plain},
        "customer": by_number(order.customer),
        "total": money(order.money("total")),
    }


def order_shown(actor: Actor, order: Order) -> dict[str, Any]:
    """The whole order."""
    return {
        **order_row(order),
        "contact": by_name(order.contact),
        "site": by_name(order.site),
        "unit": by_name(order.unit),
        "price_list": by_code(order.price_list),
        "net": money(order.money("net")),
        "tax": money(order.money("tax")),
        "lines": [_line(line, order.currency) for line in lines_of(order)],
        "reviewed_at": order.reviewed_at,
        "delivered_at": order.delivered_at,
        "notes": order.notes,
        "customer_link": _link(actor, order),
        "available_actions": available_actions(actor, order),
    }


def _link(actor: Actor, order: Order) -> str | None:
    """The address in its customer's mails; a draft that was never handed in has none."""
    if order.submitted_at is None or may_change_order(actor, order) is not True:
        return None
    return link_to(PORTAL_ORDER, order)


def shipment_shown(shipment: Shipment) -> dict[str, Any]:
    """A shipment with its pieces and what the carrier said, the first report first."""
    plain = ("id", "number", "order_id", "carrier", "tracking_number", "shipped_at", "delivered_on", "version")
    pieces = sorted(shipment.lines.all(), key=lambda row: row.line.position)
    reports = sorted(shipment.tracking.all(), key=lambda row: (row.happened_at, row.id))
    return {
        **{name: getattr(shipment, name) for name in plain},
        "lines": [
            {
                "line_id": piece.line_id,
                "product": by_number(piece.line.product),
                "part": by_number(piece.line.part),
                "quantity": piece.quantity,
                "serials": [row.serial for row in sorted(piece.serials.all(), key=lambda row: row.id)],
            }
            for piece in pieces
        ],
        "tracking": [
            {name: getattr(row, name) for name in ("code", "place", "note", "happened_at")} for row in reports
        ],
    }


def orders_of(call: Call) -> QuerySet[Order]:
    """The orders the caller may see, with what a line of a list tells."""
    return visible_to(call.actor).select_related("customer")


def shipments_for(call: Call) -> QuerySet[Shipment]:
    """The shipments the caller may see, with all that is told of them."""
    parts = ("lines__line__product", "lines__line__part", "lines__serials", "tracking")
    return visible_shipments(call.actor).select_related("order").prefetch_related(*parts)


def order_of(call: Call, id: UUID) -> Order:
    """The order of an address, or none for who may not see it."""
    return found(orders_of(call).select_related("customer", "contact", "site", "unit", "price_list"), id)


def _line(line: OrderLine, currency: str) -> dict[str, Any]:
    figures = line.figures(currency)
    return {
        "id": line.id,
        "position": line.position,
        "product": by_number(line.product),
        "part": by_number(line.part),
        "quantity": line.quantity,
        "shipped": line.shipped,
        "dropped": line.dropped,
        "unit_price": money(Money(line.unit_price, currency)),
        "discount_percent": f"{line.discount_percent:f}",
        "discount": money(figures.discount),
        "tax_percent": f"{line.tax_percent:f}",
        "net": money(figures.net),
        "tax": money(figures.tax),
        "total": money(figures.total),
    }
