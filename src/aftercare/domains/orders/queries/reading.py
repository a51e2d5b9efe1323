"""Orders in somebody's sight, their lines and shipments, and the moves that are open to them."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, Model, Prefetch, Q, QuerySet

from aftercare.domains.accounts.models import User
from aftercare.domains.customers.queries import search_customers
from aftercare.domains.orders.links import opens
from aftercare.domains.orders.models import Order, OrderLine, Shipment, ShippedSerial, TrackingEvent
from aftercare.domains.orders.policies import may_move, visible_to
from aftercare.domains.orders.states import FLOW, OrderState
from aftercare.kit.actor import Actor
from aftercare.kit.ledger import facts_of, texts_of
from aftercare.kit.models import LedgerEntry
from aftercare.kit.signed_links import claimed_id
from aftercare.kit.uses import uses_of

MOST_BUYERS = 200
ASKED_EVERY = timedelta(minutes=30)
FOLLOWED_FOR = timedelta(days=60)
NOBODY = UUID(int=0)
UNCONFIRMED = (OrderState.DRAFT, OrderState.SUBMITTED, OrderState.REJECTED)


class OrderFact(NamedTuple):
    """One thing that happened to an order, the words that were given with it, and who did it."""

    fact: LedgerEntry
    text: str
    who: str


def orders_in_sight(actor: Actor, q: str = "") -> QuerySet[Order]:
    """The orders the actor may see; with `q` those of such a number, customer, parcel, serial number or outside id.

    A number may be given by its beginning, a customer by any word the actor finds customers by.
    """
    rows = visible_to(actor).select_related("customer")
    asked = q.strip()
    if not asked:
        return rows
    buyers = search_customers(actor, asked).order_by("id").values("pk")[:MOST_BUYERS]
    parcels = Shipment.objects.filter(Q(tracking_number=asked) | Q(number=asked.upper()))
    pieces = ShippedSerial.objects.filter(serial__iexact=asked)
    found = Order.objects.filter(Q(number__startswith=asked.upper()) | Q(external_id=asked)).values("pk")
    theirs = Order.objects.filter(customer__in=buyers).values("pk")
    sent = parcels.values("order").union(pieces.values("shipment_line__shipment__order"))
    return rows.filter(Q(pk__in=found.union(theirs)) | Q(pk__in=sent))


def order_behind(token: str) -> Order | None:
    """The order a link opens; none for what was not signed for it with the key of now, or was never handed in."""
    id = claimed_id(token)
    rows = Order.objects.select_related("customer", "contact", "site").exclude(submitted_at=None)
    found = rows.filter(pk=id).first() if id else None
    return found if found is not None and opens(token, found) else None


def orders_in_use(ids: Collection[UUID]) -> dict[UUID, Model]:
    """For each of these that something came of, one row of that."""
    return uses_of(Order, ids, apart=(OrderLine,))


def confirmed(order: Order) -> bool:
    """Whether the house stands by what the order says: its customer sees prices from then on, also of one that was
    cancelled afterwards."""
    if order.state == OrderState.CANCELLED:
        return facts_of(order.ref).filter(verb="cancel", state_left=OrderState.APPROVED).exists()
    return order.state not in UNCONFIRMED


def waiting_for_review(actor: Actor) -> QuerySet[Order]:
    """What somebody else handed in and this actor may look at, the longest waiting first."""
    rows = visible_to(actor).filter(state=OrderState.SUBMITTED).select_related("customer")
    if actor.id is not None:
        rows = rows.exclude(author_id=actor.id).exclude(submitted_by=actor.id)
    return rows.order_by("submitted_at", "id")


def lines_of(order: Order) -> QuerySet[OrderLine]:
    """The lines in their order, with what they sell."""
    return order.lines.select_related("product", "part", "tax_rate").order_by("position")


def shipments_of(order: Order) -> QuerySet[Shipment]:
    """What left the house for an order, first one first, with its pieces and the carrier's reports, latest first."""
    reports = Prefetch("tracking", TrackingEvent.objects.order_by("-happened_at", "-id"))
    parts = ("lines__line__product", "lines__line__part", "lines__serials", reports)
    return order.shipments.prefetch_related(*parts).order_by("id")


def shipments_to_ask(*, at: datetime) -> QuerySet[Shipment]:
    """Parcels under way whose carrier was not asked within half an hour, the longest unasked first.

    What left two months ago and never arrived is a matter for people.
    """
    rows = Shipment.objects.filter(delivered_on=None, shipped_at__gt=at - FOLLOWED_FOR).exclude(tracking_number="")
    due = rows.filter(Q(asked_at=None) | Q(asked_at__lt=at - ASKED_EVERY))
    return due.select_related("order").order_by(F("asked_at").asc(nulls_first=True), "id")


def serials_of(shipment: Shipment) -> QuerySet[ShippedSerial]:
    """The numbers of all pieces of a shipment, in the order they were given."""
    rows = ShippedSerial.objects.filter(shipment_line__shipment=shipment)
    return rows.select_related("product", "part").order_by("id")


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
