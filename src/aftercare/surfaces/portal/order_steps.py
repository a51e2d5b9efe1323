"""The way of an order as a customer sees it, and what is expected next."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.domains.orders.models import Order, Shipment, TrackingCode, TrackingEvent
from aftercare.domains.orders.states import OrderState
from aftercare.surfaces.portal.steps import Step
from aftercare.ui.parts import Words

S = OrderState
# What the house does among its own people is one thing to the customer: the order is looked at.
LOOKED_AT = (S.DRAFT, S.SUBMITTED, S.REJECTED)
SENT = (S.PARTLY_SHIPPED, S.SHIPPED)
WAY: tuple[tuple[tuple[OrderState, ...], Words, str], ...] = (
    (LOOKED_AT, _("We have your order"), "inbox"),
    ((S.APPROVED,), _("Confirmed"), "circle-check"),
    (SENT, _("On its way"), "truck-delivery"),
    ((S.DELIVERED,), _("Delivered"), "package"),
)
CHIPS: dict[OrderState, tuple[str, Words]] = {
    **dict.fromkeys(LOOKED_AT, ("submitted", pgettext_lazy("order", "Received"))),
    S.APPROVED: ("approved", _("Confirmed")),
    S.PARTLY_SHIPPED: ("partly_shipped", _("Partly on its way")),
    S.SHIPPED: ("shipped", _("On its way")),
    S.DELIVERED: ("delivered", _("Delivered")),
    S.CANCELLED: ("cancelled", _("Cancelled")),
}
SAYS: dict[OrderState, Words] = {
    **dict.fromkeys(LOOKED_AT, _("We check your order and confirm it here.")),
    S.APPROVED: _("Your order is confirmed. Next we pack it, and show the parcel here."),
    S.PARTLY_SHIPPED: _("A part of your order is on its way or with you; the rest follows."),
    S.SHIPPED: _("Everything has left our house. Next the carrier hands it over to you."),
    S.DELIVERED: _("Everything has arrived. Should something not work, ask for service below."),
    S.CANCELLED: _("This order was cancelled; nothing will be sent."),
}
TOLD: dict[str, Words] = {
    TrackingCode.OUT_FOR_DELIVERY: _("A parcel is out for delivery: it should reach you today."),
    TrackingCode.HELD_UP: _("A parcel is held up at the carrier; it comes as soon as it goes on."),
}


def said_of(order: Order, latest: Sequence[TrackingEvent]) -> Words:
    """What is expected next, in a sentence; `latest` are the last reports of the parcels under way."""
    if order.state in SENT:
        codes = [one.code for one in latest]
        return next((TOLD[code] for code in TOLD if code in codes), SAYS[OrderState(order.state)])
    return SAYS[OrderState(order.state)]


def steps_of(order: Order, shipments: Sequence[Shipment]) -> list[Step]:
    """The four steps of the way, each with its instant once it was reached; of a cancelled order where it ended."""
    state = OrderState(order.state)
    reached: tuple[datetime | None, ...] = (
        order.submitted_at,
        order.reviewed_at,
        shipments[0].shipped_at if shipments else None,
        order.delivered_at,
    )
    if state is S.CANCELLED:
        label, icon = WAY[0][1:]
        return [
            Step(label, icon, done=True, current=False, at=order.submitted_at),
            Step(_("Cancelled"), "ban", False, True),
        ]
    here = next(n for n, (states, _label, _icon) in enumerate(WAY) if state in states)
    return [
        Step(
            label,
            icon,
            done=n < here or state is S.DELIVERED,
            current=n == here and state is not S.DELIVERED,
            at=reached[n] if n <= here else None,
        )
        for n, (_states, label, icon) in enumerate(WAY)
    ]
