"""End an order of which the rest will not come, and make the links given out for one worthless."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from aftercare.domains.orders.actions.recording import hold, hold_for, record
from aftercare.domains.orders.checks import checked_reason
from aftercare.domains.orders.events import OrderClosedShort, OrderLinkRenewed
from aftercare.domains.orders.models import Order, OrderLine
from aftercare.domains.orders.policies import may_change_order
from aftercare.domains.orders.pricing import totals_of
from aftercare.domains.orders.states import FLOW, OrderState
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock_all
from aftercare.kit.permissions import require
from aftercare.kit.signed_links import new_key


@transaction.atomic
def close_order_short(actor: Actor, order: Order, *, reason: str, at: datetime) -> Order:
    """Drop what was not shipped: only what left the house is paid for, and the order ends with its last parcel."""
    held = hold_for(actor, "close_short", order)
    why, lines = checked_reason(reason), list(lock_all(held.lines.all()))
    pieces = sum(_dropped(line, held.currency) for line in lines)
    _sum_up(held, lines)
    waiting = held.shipments.filter(delivered_on=None).exists()
    move = FLOW.move(held, "close_short", to=OrderState.SHIPPED if waiting else OrderState.DELIVERED)
    held.delivered_at = None if waiting else at
    remains = f"{held.money('total').amount:f}"
    closed = OrderClosedShort(order_id=held.id, pieces=pieces, total=remains, currency=held.currency)
    return record(actor, held, closed, at=at, move=move, text=why)


def _dropped(line: OrderLine, currency: str) -> int:
    """How many pieces of a line will not come; its figures are those of the rest."""
    gone = line.left
    if not gone:
        return 0
    line.dropped += gone
    figures = line.figures(currency)
    line.net, line.tax = figures.net.amount, figures.tax.amount
    line.save(update_fields=["dropped", "net", "tax"])
    return gone


def _sum_up(order: Order, lines: Iterable[OrderLine]) -> None:
    pairs: list[tuple[Decimal, Decimal]] = [(line.net, line.tax) for line in lines]
    totals = totals_of(pairs, order.currency)
    order.net, order.tax, order.total = totals.net.amount, totals.tax.amount, totals.total.amount


@transaction.atomic
def renew_order_link(actor: Actor, order: Order, *, at: datetime) -> Order:
    """Give the order another key: its links of before open nothing, the one of now has to be given out."""
    held = hold(order)
    require(may_change_order(actor, held))
    held.link_key = new_key()
    held.save(update_fields=["link_key"])
    publish(actor, OrderLinkRenewed(order_id=held.id), at=at, context_id=held.customer_id)
    return held
