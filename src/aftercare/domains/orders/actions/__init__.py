"""The room's commands, by subject."""

from aftercare.domains.orders.actions.closing import close_order_short, renew_order_link
from aftercare.domains.orders.actions.late_serials import add_serials
from aftercare.domains.orders.actions.moving import (
    approve_order,
    cancel_order,
    reject_order,
    revise_order,
    submit_order,
)
from aftercare.domains.orders.actions.pricing import (
    add_price_list,
    add_tax_rate,
    change_price_list,
    change_tax_rate,
    paste_prices,
    set_approval_limit,
    set_prices,
)
from aftercare.domains.orders.actions.shipping import deliver_shipment, ship_order
from aftercare.domains.orders.actions.tracking import follow_shipment, track_shipment
from aftercare.domains.orders.actions.withdrawing import withdraw_orders
from aftercare.domains.orders.actions.writing import change_order, create_order

__all__ = [
    "add_price_list",
    "add_serials",
    "add_tax_rate",
    "approve_order",
    "cancel_order",
    "change_order",
    "change_price_list",
    "change_tax_rate",
    "close_order_short",
    "create_order",
    "deliver_shipment",
    "follow_shipment",
    "paste_prices",
    "reject_order",
    "renew_order_link",
    "revise_order",
    "set_approval_limit",
    "set_prices",
    "ship_order",
    "submit_order",
    "track_shipment",
    "withdraw_orders",
]
