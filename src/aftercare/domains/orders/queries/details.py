"""One order: whether the house stands by it, its lines, its story, and the moves that are open."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Model, QuerySet

from aftercare.domains.accounts.queries.told import ToldFact, facts_told
from aftercare.domains.orders.models import Order, OrderLine
from aftercare.domains.orders.policies import may_move
from aftercare.domains.orders.states import FLOW, OrderState
from aftercare.kit.actor import Actor
from aftercare.kit.ledger import facts_of
from aftercare.kit.uses import uses_of

NOBODY = UUID(int=0)
UNCONFIRMED = (OrderState.DRAFT, OrderState.SUBMITTED, OrderState.REJECTED)


def confirmed(order: Order) -> bool:
    """Whether the house stands by what the order says: its customer sees prices from then on, also of one that was
    cancelled afterwards."""
    if order.state == OrderState.CANCELLED:
        return facts_of(order.ref).filter(verb="cancel", state_left=OrderState.APPROVED).exists()
    return order.state not in UNCONFIRMED


def lines_of(order: Order) -> QuerySet[OrderLine]:
    """The lines in their order, with what they sell."""
    return order.lines.select_related("product", "part", "tax_rate").order_by("position")


def available_actions(actor: Actor, order: Order) -> list[str]:
    """The moves that the state permits and this person may make, in the order of the table."""
    verbs = [verb for verb in FLOW.verbs(order.state) if may_move(actor, verb, order) is True]
    if "deliver" in verbs and not order.shipments.filter(delivered_on=None).exists():
        verbs.remove("deliver")
    return verbs


def story_of(order: Order, *, after: int = 0, limit: int = 200) -> list[ToldFact]:
    """What happened to it, in order, some facts at a time."""
    return facts_told(order.ref, after=after, limit=limit)


def orders_in_use(ids: Collection[UUID]) -> dict[UUID, Model]:
    """For each of these that something came of, one row of that."""
    return uses_of(Order, ids, apart=(OrderLine,))
