"""What must hold of every order, asked of the database: for tests, imports and the administrator's check."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Count, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from aftercare.domains.orders.models import Order, OrderLine, Shipment, ShipmentLine
from aftercare.domains.orders.states import OrderState
from aftercare.kit.models import LedgerEntry

Breach = tuple[str, QuerySet[Any]]
OF_LATER_ROOMS: list[Callable[[], Breach]] = []
MONEY = DecimalField(max_digits=16, decimal_places=3)


def invariant(breach: Callable[[], Breach]) -> Callable[[], Breach]:
    """Register what a later room holds of every order: a sentence and the orders that break it."""
    OF_LATER_ROOMS.append(breach)
    return breach


def broken_invariants(most: int = 20) -> list[str]:
    """A sentence for each breach found, `most` of every sort; an empty list says that all holds."""
    return [
        f"{sort}: {number}" for sort, rows in _breaches() for number in rows[:most].values_list("number", flat=True)
    ]


def _breaches() -> Iterator[Breach]:
    yield "The state differs from the last move in the ledger", _unfolded()
    yield "The total is not the sum of the lines", _not_the_sum()
    yield "More or fewer pieces are counted as shipped than stand in shipments", _miscounted()
    yield "More was shipped than ordered", _orders(OrderLine.objects.filter(shipped__gt=F("quantity")))
    yield "A shipment holds more serial numbers than pieces", _too_many_serials()
    yield "The state says otherwise how much was shipped", _state_of_shipping()
    yield "An order is delivered whose shipments are not", _undelivered()
    yield "The author reviewed the order", Order.objects.filter(reviewed_by=F("author_id"))
    for breach in OF_LATER_ROOMS:
        yield breach()


def _orders(lines: QuerySet[OrderLine]) -> QuerySet[Order]:
    return Order.objects.filter(pk__in=lines.values("order"))


def _unfolded() -> QuerySet[Order]:
    moves = LedgerEntry.objects.filter(subject_kind=Order.noun, subject_id=OuterRef("pk")).exclude(verb="")
    last = Subquery(moves.order_by("-seq").values("state_entered")[:1])
    return Order.objects.annotate(folded=last).exclude(state=F("folded"))


def _not_the_sum() -> QuerySet[Order]:
    lines = OrderLine.objects.filter(order=OuterRef("pk")).order_by().values("order")

    def summed(name: str) -> Any:
        return Coalesce(Subquery(lines.annotate(sum=Sum(name)).values("sum")), 0, output_field=MONEY)

    rows = Order.objects.annotate(nets=summed("net"), taxes=summed("tax"))
    return rows.exclude(net=F("nets"), tax=F("taxes"), total=F("nets") + F("taxes"))


def _miscounted() -> QuerySet[Order]:
    rows = OrderLine.objects.annotate(counted=Coalesce(Sum("shipped_lines__quantity"), 0))
    return _orders(rows.exclude(shipped=F("counted")).order_by())


def _too_many_serials() -> QuerySet[Shipment]:
    rows = ShipmentLine.objects.annotate(given=Count("serials")).filter(given__gt=F("quantity"))
    return Shipment.objects.filter(pk__in=rows.values("shipment"))


def _state_of_shipping() -> QuerySet[Order]:
    left = OrderLine.objects.filter(shipped__lt=F("quantity") - F("dropped"))
    gone = OrderLine.objects.filter(shipped__gt=0)
    with_rest, with_some = Q(pk__in=left.values("order")), Q(pk__in=gone.values("order"))
    whole = Q(state__in=[OrderState.SHIPPED, OrderState.DELIVERED])
    partly = Q(state=OrderState.PARTLY_SHIPPED)
    return Order.objects.filter(whole & with_rest | partly & ~(with_rest & with_some) | ~whole & ~partly & with_some)


def _undelivered() -> QuerySet[Order]:
    waiting = Shipment.objects.filter(delivered_on=None).values("order")
    return Order.objects.filter(pk__in=waiting, state=OrderState.DELIVERED)
