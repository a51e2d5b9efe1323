"""How every move of an order is written down: the row under its lock, and the ledger fact."""

from datetime import datetime
from typing import Any

from aftercare.domains.orders.models import Order
from aftercare.domains.orders.policies import may_move
from aftercare.domains.orders.states import FLOW
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require
from aftercare.kit.states import Moved


def hold(order: Order) -> Order:
    """The order as it stands now, locked until the transaction ends."""
    return lock(Order.objects.select_related("customer"), order.pk)


def hold_for(actor: Actor, verb: str, order: Order) -> Order:
    """The locked order, once the actor may make the move and the state permits it."""
    held = hold(order)
    FLOW.check(held.state, verb, next(iter(FLOW.moves[verb].targets)))
    require(may_move(actor, verb, held))
    return held


def record(actor: Actor, order: Order, happened: Any, *, at: datetime, move: Moved, text: str = "") -> Order:
    """Save the order in its new state and publish what happened, on the customer's timeline too."""
    order.save()
    publish(actor, happened, at=at, move=move, text=text, context_id=order.customer_id)
    return order
