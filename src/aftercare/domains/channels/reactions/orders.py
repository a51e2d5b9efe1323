"""What customers are written of their orders."""

from uuid import UUID

from aftercare.domains.channels.actions import write_to_customer
from aftercare.domains.orders.events import (
    OrderApproved,
    OrderCancelled,
    OrderClosedShort,
    OrderDelivered,
    OrderShipped,
)
from aftercare.domains.orders.models import Order, Shipment
from aftercare.domains.orders.states import OrderState
from aftercare.kit.actor import system
from aftercare.kit.events import reacts_to
from aftercare.kit.models import LedgerEntry

HOUSE = system("notifications")


def _write(order_id: UUID, event: str, fact: LedgerEntry, shipment_id: UUID | None = None) -> None:
    order = Order.objects.select_related("customer").get(pk=order_id)
    shipment = Shipment.objects.get(pk=shipment_id) if shipment_id else None
    write_to_customer(HOUSE, order, event=event, key=f"{fact.id}:{event}", at=fact.at, part=shipment)


@reacts_to(OrderApproved)
def write_confirmed(approved: OrderApproved, fact: LedgerEntry) -> None:
    """The house stands by what was ordered."""
    _write(approved.order_id, "order_approved", fact)


@reacts_to(OrderShipped)
def write_shipped(shipped: OrderShipped, fact: LedgerEntry) -> None:
    """Each parcel by itself."""
    _write(shipped.order_id, "order_shipped", fact, shipped.shipment_id)


@reacts_to(OrderDelivered)
def write_delivered(delivered: OrderDelivered, fact: LedgerEntry) -> None:
    """Each parcel by itself."""
    _write(delivered.order_id, "order_delivered", fact, delivered.shipment_id)


@reacts_to(OrderClosedShort)
def write_closed_short(closed: OrderClosedShort, fact: LedgerEntry) -> None:
    """What the customer need not wait for."""
    _write(closed.order_id, "order_closed_short", fact)


@reacts_to(OrderCancelled)
def write_order_cancelled(cancelled: OrderCancelled, fact: LedgerEntry) -> None:
    """Only of what was confirmed: of the rest the customer was told nothing."""
    if fact.state_left == OrderState.APPROVED:
        _write(cancelled.order_id, "order_cancelled", fact)
