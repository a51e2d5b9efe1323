"""A first way round for each role: where to look, in the order of the work."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aftercare.kit.actor import Actor
from aftercare.ui.parts import Words


@dataclass(frozen=True, slots=True)
class Stop:
    """A page worth seeing, and what happens there."""

    name: str
    says: Words
    query: str = ""

    @property
    def url(self) -> str:
        return reverse(self.name) + (f"?{self.query}" if self.query else "")


_HELP = Stop("console:help", _("Read how the work is done here; help stands in the menu under your name."))
_LIST = Stop("console:worklist", _("See your work list: what somebody asked you to look at."))
TOURS = {
    "agent": (
        Stop("console:request_new", _("Take a request: type a name, a phone number or a serial number.")),
        Stop("console:requests", _("Find requests by any word, and see where each stands."), "queue=pending"),
        _LIST,
        _HELP,
    ),
    "dispatcher": (
        Stop("console:requests", _("Open what waits for somebody, and assign it."), "queue=pending"),
        Stop("console:requests", _("See what is with whom."), "queue=assigned"),
        _LIST,
        _HELP,
    ),
    "engineer": (
        Stop("field:day", _("See your visits of the day, start one, and write what you did.")),
        Stop("console:requests", _("Look at what you have in hand."), "queue=assigned"),
        _LIST,
        _HELP,
    ),
    "callback": (
        Stop("console:callbacks", _("Call who is due first, and say what the customer answered.")),
        Stop("console:requests", _("See everything that is handled and waits for a call."), "queue=handled"),
        _LIST,
        _HELP,
    ),
    "order_clerk": (
        Stop("console:orders", _("Ship what is approved, and see where each parcel is."), "state=approved"),
        Stop("console:order_new", _("Write an order; prices come from the price list.")),
        Stop("console:customers", _("Find customers, and what they bought.")),
        _HELP,
    ),
    "order_reviewer": (
        _LIST,
        Stop(
            "console:orders",
            _("Review what others wrote; what is above the limits is the manager's."),
            "state=submitted",
        ),
        _HELP,
    ),
    "manager": (
        Stop("console:locked", _("Decide on what is locked.")),
        Stop("console:requests", _("Sign off hours, parts and costs."), "queue=to_sign_off"),
        Stop("console:reports", _("See how many requests came and were handled, by kind or part of the company.")),
        Stop("console:orders", _("Review orders above the limits."), "state=submitted"),
        Stop("console:agreements", _("Renew agreements before they end.")),
        _LIST,
        _HELP,
    ),
    "administrator": (
        Stop("console:calendars", _("Set working hours, holidays and make-up days.")),
        Stop("console:imports", _("Take in customers, products, devices, agreements and orders from files.")),
        Stop("console:grading", _("Set the rules by which customers earn grades, and see first what would change.")),
        Stop("console:price_lists", _("Keep price lists, taxes and approval limits.")),
        Stop("console:requests", _("See every request of the company.")),
        Stop("console:locked", _("See what nobody but the manager can move.")),
        _HELP,
    ),
}


def tour_for(actor: Actor) -> tuple[Stop, ...]:
    """The tour of the first of the person's roles that has one."""
    return next((stops for role, stops in TOURS.items() if role in actor.roles), ())
