"""Orders in somebody's sight: by words, by whose review they wait for, and by the link to one."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from aftercare.domains.customers.queries import search_customers
from aftercare.domains.orders.links import opens
from aftercare.domains.orders.models import Order, Shipment, ShippedSerial
from aftercare.domains.orders.policies import visible_to
from aftercare.domains.orders.states import OrderState
from aftercare.kit.actor import Actor
from aftercare.kit.signed_links import claimed_id

MOST_BUYERS = 200
LATE_AFTER = timedelta(days=7)
TO_SHIP = (OrderState.APPROVED, OrderState.PARTLY_SHIPPED)
UNDER_WAY = (OrderState.PARTLY_SHIPPED, OrderState.SHIPPED)


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


def waiting_for_review(actor: Actor) -> QuerySet[Order]:
    """What somebody else handed in and this actor may look at, the longest waiting first."""
    rows = visible_to(actor).filter(state=OrderState.SUBMITTED).select_related("customer")
    if actor.id is not None:
        rows = rows.exclude(author_id=actor.id).exclude(submitted_by=actor.id)
    return rows.order_by("submitted_at", "id")


def to_ship(actor: Actor) -> QuerySet[Order]:
    """Approved orders of which something has still to leave the house."""
    return visible_to(actor).filter(state__in=TO_SHIP)


def late_on_the_way(actor: Actor, *, at: datetime) -> QuerySet[Order]:
    """Orders of which a parcel left a week ago or earlier, and did not arrive."""
    parcels = Shipment.objects.filter(delivered_on=None, shipped_at__lte=at - LATE_AFTER)
    return visible_to(actor).filter(state__in=UNDER_WAY, pk__in=parcels.values("order"))
