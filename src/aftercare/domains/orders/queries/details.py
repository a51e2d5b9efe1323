"""One order: whether the house stands by it, its lines, its story, and the moves that are open."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from django.db.models import Model, QuerySet

from aftercare.domains.accounts.models import User
from aftercare.domains.orders.models import Order, OrderLine
from aftercare.domains.orders.policies import may_move
from aftercare.domains.orders.states import FLOW, OrderState
from aftercare.kit.actor import Actor
from aftercare.kit.ledger import facts_of, texts_of
from aftercare.kit.models import LedgerEntry
from aftercare.kit.uses import uses_of

NOBODY = UUID(int=0)
UNCONFIRMED = (OrderState.DRAFT, OrderState.SUBMITTED, OrderState.REJECTED)


class OrderFact(NamedTuple):
    """One thing that happened to an order, the words that were given with it, and who did it."""

    fact: LedgerEntry
    text: str
    who: str


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


def story_of(order: Order, *, after: int = 0, limit: int = 200) -> list[OrderFact]:
    """What happened to an order, in order, some facts at a time, in three statements."""
    facts = list(facts_of(order.ref).filter(seq__gt=after)[:limit])
    texts = texts_of(facts)
    people = {fact.actor_id for fact in facts if fact.actor_kind == "person" and fact.actor_id}
    names = {user.pk: user.name for user in User.objects.filter(pk__in=people)}
    return [
        OrderFact(fact, texts.get(fact.id, ""), names.get(fact.actor_id or NOBODY, fact.actor_name)) for fact in facts
    ]


def orders_in_use(ids: Collection[UUID]) -> dict[UUID, Model]:
    """For each of these that something came of, one row of that."""
    return uses_of(Order, ids, apart=(OrderLine,))
