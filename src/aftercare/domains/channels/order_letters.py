"""What customers are written about their orders: the events and the product's own words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from aftercare.domains.channels.letter import Letter
from aftercare.kit.errors import Sentence

OF_ORDERS: Mapping[str, Sentence] = {
    "number": _("the number of the order"),
    "customer": _("the customer's name"),
    "contact": _("the name of the person who is written to"),
    "company": _("your company"),
    "total": _("what the order comes to, with tax"),
    "link": _("the signed address where the customer follows the order"),
}
OF_SHIPMENTS: Mapping[str, Sentence] = {
    "goods": _("what is in the parcel"),
    "carrier": _("who carries it"),
    "tracking_number": _("the carrier's number of the parcel"),
}

ORDER_LETTERS = (
    Letter(
        "order_approved",
        _("Order confirmed"),
        _("When an order passed its review: what it comes to, and where it is followed."),
        _("[{number}] We have confirmed your order"),
        _(
            "Dear {contact},\n\nthank you for your order {number} of {total}. It is confirmed and will be shipped.\n\n"
            "Follow it here, without a password:\n{link}\n\n{company}"
        ),
        OF_ORDERS,
    ),
    Letter(
        "order_shipped",
        _("Order shipped"),
        _("When a parcel of an order left the house: what is in it, and the carrier's number."),
        _("[{number}] Your order is on its way"),
        _(
            "Dear {contact},\n\na parcel of your order {number} is on its way: {goods}.\n\n"
            "Carrier: {carrier} {tracking_number}\n\nFollow it here:\n{link}\n\n{company}"
        ),
        {**OF_ORDERS, **OF_SHIPMENTS},
    ),
    Letter(
        "order_delivered",
        _("Order delivered"),
        _("When a parcel of an order arrived: what was in it, and where service is asked for."),
        _("[{number}] Your parcel has arrived"),
        _(
            "Dear {contact},\n\na parcel of your order {number} has arrived: {goods}.\n\n"
            "Is something missing, or do you need service? Everything stands here:\n{link}\n\n{company}"
        ),
        {**OF_ORDERS, **OF_SHIPMENTS},
    ),
    Letter(
        "order_closed_short",
        _("Rest of an order dropped"),
        _("When what is left of an order will not be shipped: what it comes to now."),
        _("[{number}] The rest of your order will not be shipped"),
        _(
            "Dear {contact},\n\nwhat was left of your order {number} will not be shipped. "
            "The order comes to {total} now.\n\nSee here what was sent:\n{link}\n\n{company}"
        ),
        OF_ORDERS,
    ),
    Letter(
        "order_cancelled",
        _("Order cancelled"),
        _("When a confirmed order was cancelled."),
        _("[{number}] Your order was cancelled"),
        _(
            "Dear {contact},\n\nyour order {number} was cancelled. If this was a mistake, please call us.\n\n"
            "Its story stands here:\n{link}\n\n{company}"
        ),
        OF_ORDERS,
    ),
)
