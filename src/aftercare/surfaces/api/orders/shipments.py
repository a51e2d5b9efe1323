"""Shipments: what left the house, where it is, and that it arrived."""

from typing import Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field

from aftercare.domains.orders.actions import add_serials, deliver_shipment, track_shipment
from aftercare.domains.orders.drafts import GivenSerials
from aftercare.domains.orders.models import Shipment, ShipmentLine
from aftercare.domains.orders.policies import VIEW
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.errors import missing
from aftercare.surfaces.api.fields import Body, Day, Instant, Text
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.orders.shown import ShipmentShown, shipment_shown, shipments_for
from aftercare.surfaces.api.versions import unchanged

shipments = Noun("shipments", "Shipments 发货: parcels of orders with serial numbers and tracking.", scope="orders")
HERE = "/shipments/{uuid:id}"
CodeName = Literal["picked_up", "in_transit", "out_for_delivery", "held_up", "delivered"]


class ShipmentQuery(Listing):
    """Which shipments."""

    order_id: UUID | None = None
    number: Text | None = Field(None, max_length=32)
    tracking_number: Text | None = Field(None, max_length=80)
    sort: Literal["created_at", "-created_at"] = "-created_at"


@shipments.lists("/shipments", ShipmentShown)
def list_shipments(call: Call, query: Query[ShipmentQuery]) -> dict[str, Any]:
    """List shipments.

    The latest first unless sorted otherwise.
    """
    require(may(call.actor, VIEW))
    return listed(shipments_for(call).filter(**query.filters()), query, each(shipment_shown))


@shipments.reads(HERE, ShipmentShown)
def read_shipment(call: Call, id: UUID) -> dict[str, Any]:
    """Read a shipment.

    With its pieces, their serial numbers and what the carrier reported.
    """
    return shipment_shown(found(shipments_for(call), id))


class ReportGiven(Body):
    """A report of where it is."""

    code: CodeName
    happened_at: Instant
    place: Text = Field("", max_length=120)
    note: Text = Field("", max_length=300)


@shipments.moves(f"{HERE}/track", ShipmentShown)
def track_a_shipment(call: Call, id: UUID, body: ReportGiven) -> dict[str, Any]:
    """Report where a shipment is.

    The same report twice is written once; the first one of delivery delivers it as `deliver` does.
    """
    shipment = found(shipments_for(call), id)
    track_shipment(call.actor, unchanged(call, shipment, first=[shipment.order]), at=call.at, **body.model_dump())
    return read_shipment(call, id)


class DeliveryGiven(Body):
    """When it arrived."""

    on: Day | None = Field(None, description="Today if not said.")


@shipments.moves(f"{HERE}/deliver", ShipmentShown)
def deliver_a_shipment(call: Call, id: UUID, body: DeliveryGiven) -> dict[str, Any]:
    """Record that a shipment arrived.

    Each unit becomes a device of the customer, and its warranty counts from here where its terms say so.
    """
    shipment = found(shipments_for(call), id)
    deliver_shipment(call.actor, unchanged(call, shipment, first=[shipment.order]), on=body.on, at=call.at)
    return read_shipment(call, id)


class NumbersGiven(Body):
    """Serial numbers of pieces of one line."""

    line_id: UUID = Field(description="The line of the order, as the shipment names it.")
    serials: list[Text] = Field(min_length=1, max_length=100_000)


class SerialsGiven(Body):
    """Serial numbers of pieces that left the house without them."""

    lines: list[NumbersGiven] = Field(min_length=1, max_length=500)


@shipments.moves(f"{HERE}/serials", ShipmentShown)
def add_serials_to_shipment(call: Call, id: UUID, body: SerialsGiven) -> dict[str, Any]:
    """Give pieces of a shipment their serial numbers.

    Never more than it holds. What was delivered becomes devices of the customer by them, the rest with its delivery.
    """
    shipment = found(shipments_for(call), id)
    given = [
        GivenSerials(_shipped(shipment, one.line_id, f"lines.{place}.line_id"), "\n".join(one.serials))
        for place, one in enumerate(body.lines)
    ]
    add_serials(call.actor, unchanged(call, shipment, first=[shipment.order]), given=given, at=call.at)
    return read_shipment(call, id)


def _shipped(shipment: Shipment, line_id: UUID, field: str) -> ShipmentLine:
    """The pieces of a line of the order in a shipment."""
    row = next((row for row in shipment.lines.all() if row.line_id == line_id), None)
    if row is None:
        raise missing(field)
    return row
