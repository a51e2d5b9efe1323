"""Sign in with one click as a person of the demonstration company; closed wherever the company is not one."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from aftercare.domains.accounts.models import User
from aftercare.domains.accounts.queries import company
from aftercare.domains.accounts.roles import ROLES
from aftercare.kit.errors import NotFound

# role → the mailbox of who holds it, and what this person does all day
PEOPLE = {
    "agent": ("agent", _("Takes what customers ask for and keeps them told.")),
    "dispatcher": ("dispatcher", _("Sends the right engineer at the right time.")),
    "engineer": ("engineer1", _("Works at the customer's with the phone in hand.")),
    "callback": ("callback", _("Asks customers whether it is solved.")),
    "order_clerk": ("sales", _("Writes orders and sends them off.")),
    "order_reviewer": ("reviewer", _("Lets orders pass, or sends them back.")),
    "manager": ("manager", _("Decides on what is locked and signs off the figures.")),
    "administrator": ("admin", _("Sees everything and sets the house up.")),
}


def is_demo() -> bool:
    """Whether nothing here is real."""
    known = company()
    return known is not None and known.demo


def people_to_try() -> list[dict[str, Any]]:
    """Whom the sign-in page offers; nobody beside real data."""
    if not is_demo():
        return []
    return [{"role": role, "name": ROLES[role].name, "does": does} for role, (_box, does) in PEOPLE.items()]


@require_POST
def enter_demo(request: HttpRequest, role: str) -> HttpResponse:
    """Sign in as the demonstration's person of a role; counted and kept like any sign-in."""
    if not is_demo() or role not in PEOPLE:
        raise NotFound()
    if answer := ratelimit.consume_or_429(request, action="login"):
        return answer
    person = get_object_or_404(User, email=f"{PEOPLE[role][0]}@demo.example", is_active=True)
    record_authentication(request, person, method="demo")  # nobody knows these people's passwords to be asked again
    return perform_login(request, person, email_verification="none")
