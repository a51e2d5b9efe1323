"""Take drafts back that nobody handed in."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from aftercare.domains.orders.errors import OrderNotDraft
from aftercare.domains.orders.events import OrderWithdrawn
from aftercare.domains.orders.models import Order, OrderLine
from aftercare.domains.orders.policies import may_change_order
from aftercare.domains.orders.queries.details import orders_in_use
from aftercare.domains.orders.states import WORDS, OrderState
from aftercare.kit.actor import Actor
from aftercare.kit.changes import InUse
from aftercare.kit.errors import Refusal
from aftercare.kit.events import publish_each
from aftercare.kit.locking import lock_all
from aftercare.kit.permissions import require


@transaction.atomic
def withdraw_orders(actor: Actor, *, orders: Sequence[Order], at: datetime) -> list[Refusal | None]:
    """Take drafts back of which nothing came: the records go, the facts stay.

    One that was handed in or is in use is answered with its refusal, in its place.
    """
    held = lock_all(Order.objects.filter(pk__in=[order.id for order in orders]))
    for row in held:
        require(may_change_order(actor, row))
    used = orders_in_use([row.id for row in held])
    kept: dict[UUID, Refusal] = {}
    for row in held:
        if row.state != OrderState.DRAFT:
            kept[row.id] = OrderNotDraft(number=row.number, state=WORDS[row.state])
        elif row.id in used:
            kept[row.id] = InUse(thing=row.number, user=str(used[row.id]))
    gone = [row for row in held if row.id not in kept]
    OrderLine.objects.filter(order__in=gone).delete()
    Order.objects.filter(pk__in=[row.id for row in gone]).delete()
    facts = [(OrderWithdrawn(order_id=row.id, number=row.number), row.customer_id) for row in gone]
    publish_each(actor, facts, at=at)
    return [kept.get(order.id) for order in orders]
