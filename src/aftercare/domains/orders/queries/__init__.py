"""Reads of the room: orders and what may be done with them, prices, and whether every invariant holds."""

from aftercare.domains.orders.queries.details import (
    available_actions,
    confirmed,
    lines_of,
    orders_in_use,
    story_of,
)
from aftercare.domains.orders.queries.finding import (
    late_on_the_way,
    order_behind,
    orders_in_sight,
    to_ship,
    waiting_for_review,
)
from aftercare.domains.orders.queries.invariants import broken_invariants, invariant
from aftercare.domains.orders.queries.prices import price_of, prices_of, things_called, usual_tax, valid_list
from aftercare.domains.orders.queries.shipments import (
    serials_of,
    shipments_of,
    shipments_to_ask,
    without_serials,
)
from aftercare.domains.orders.queries.sold import APPROVED, ASKED_FOR, COUNTED, DELIVERED, NOBODY, behind_figures, sold

__all__ = [
    "APPROVED",
    "ASKED_FOR",
    "COUNTED",
    "DELIVERED",
    "NOBODY",
    "available_actions",
    "behind_figures",
    "broken_invariants",
    "confirmed",
    "invariant",
    "late_on_the_way",
    "lines_of",
    "order_behind",
    "orders_in_sight",
    "orders_in_use",
    "price_of",
    "prices_of",
    "serials_of",
    "shipments_of",
    "shipments_to_ask",
    "sold",
    "story_of",
    "things_called",
    "to_ship",
    "usual_tax",
    "valid_list",
    "waiting_for_review",
    "without_serials",
]
