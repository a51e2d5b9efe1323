"""Hand in, review, revise, cancel and ship an order."""

from typing import Any
from uuid import UUID

from pydantic import Field

from aftercare.domains.orders.actions import (
    approve_order,
    cancel_order,
    close_order_short,
    reject_order,
    renew_order_link,
    revise_order,
    ship_order,
    submit_order,
)
from aftercare.domains.orders.drafts import Parcel
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Nothing, Text, Whole
from aftercare.surfaces.api.find import found, needed
from aftercare.surfaces.api.orders.shown import (
    OrderShown,
    ShipmentShown,
    order_of,
    orders,
    shipment_shown,
    shipments_for,
)
from aftercare.surfaces.api.orders.writing import HERE, read_order
from aftercare.surfaces.api.versions import unchanged


class Why(Body):
    """Why."""

    reason: Text = Field(min_length=1, max_length=2000)


class PerhapsWhy(Body):
    """A word that goes with it."""

    reason: Text = Field("", max_length=2000)


@orders.moves(f"{HERE}/submit", OrderShown)
def submit_an_order(call: Call, id: UUID, body: Nothing) -> dict[str, Any]:
    """Hand an order in.

    For its review by somebody else.
    """
    submit_order(call.actor, unchanged(call, order_of(call, id)), at=call.at)
    return read_order(call, id)


@orders.moves(f"{HERE}/approve", OrderShown)
def approve_an_order(call: Call, id: UUID, body: PerhapsWhy) -> dict[str, Any]:
    """Approve an order.

    Not one's own; above the limits it takes the right to approve large orders.
    """
    approve_order(call.actor, unchanged(call, order_of(call, id)), reason=body.reason, at=call.at)
    return read_order(call, id)


@orders.moves(f"{HERE}/reject", OrderShown)
def reject_an_order(call: Call, id: UUID, body: Why) -> dict[str, Any]:
    """Reject an order.

    Its author is told why and may revise it.
    """
    reject_order(call.actor, unchanged(call, order_of(call, id)), reason=body.reason, at=call.at)
    return read_order(call, id)


@orders.moves(f"{HERE}/revise", OrderShown)
def revise_an_order(call: Call, id: UUID, body: PerhapsWhy) -> dict[str, Any]:
    """Make an order a draft again.

    As long as nothing is shipped; it is reviewed anew.
    """
    revise_order(call.actor, unchanged(call, order_of(call, id)), reason=body.reason, at=call.at)
    return read_order(call, id)


@orders.moves(f"{HERE}/cancel", OrderShown)
def cancel_an_order(call: Call, id: UUID, body: Why) -> dict[str, Any]:
    """Cancel an order.

    As long as nothing is shipped.
    """
    cancel_order(call.actor, unchanged(call, order_of(call, id)), reason=body.reason, at=call.at)
    return read_order(call, id)


@orders.moves(f"{HERE}/close_short", OrderShown)
def close_an_order_short(call: Call, id: UUID, body: Why) -> dict[str, Any]:
    """Close an order short.

    What was not shipped is dropped; only what left the house is paid for.
    """
    close_order_short(call.actor, unchanged(call, order_of(call, id)), reason=body.reason, at=call.at)
    return read_order(call, id)


@orders.moves(f"{HERE}/renew_link", OrderShown)
def renew_link_of_order(call: Call, id: UUID, body: Nothing) -> dict[str, Any]:
    """Make a new link for the customer of an order.

    Every link given out before opens nothing any more.
    """
    renew_order_link(call.actor, unchanged(call, order_of(call, id)), at=call.at)
    return read_order(call, id)


class ParcelGiven(Body):
    """Pieces of a line, each with its serial number where the product has them."""

    line_id: UUID
    quantity: Whole = Field(ge=1, le=100_000)
    serials: list[Text] = Field(default=[], max_length=100_000)


class ShippingGiven(Body):
    """What leaves the house, and with whom."""

    lines: list[ParcelGiven] = Field(min_length=1, max_length=500)
    carrier: Text = Field("", max_length=80)
    tracking_number: Text = Field("", max_length=80)


@orders.moves(f"{HERE}/ship", ShipmentShown)
def ship_an_order(call: Call, id: UUID, body: ShippingGiven) -> dict[str, Any]:
    """Ship some or all of an order.

    Never more than was ordered, and no serial number twice; answers the shipment.
    """
    order = unchanged(call, order_of(call, id))
    parcels = [
        Parcel(needed(order.lines.all(), one.line_id, f"lines.{place}.line_id"), one.quantity, "\n".join(one.serials))
        for place, one in enumerate(body.lines)
    ]
    where = {"carrier": body.carrier, "tracking_number": body.tracking_number}
    made = ship_order(call.actor, order, parcels=parcels, at=call.at, **where)
    return shipment_shown(found(shipments_for(call), made.id))
