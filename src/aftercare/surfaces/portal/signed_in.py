"""Whose browser it is: a customer's person who proved a mail address, and what every page of the portal shows."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.queries import company
from aftercare.domains.customers.models import Contact
from aftercare.domains.customers.queries import standing
from aftercare.kit.actor import Actor, ActorKind
from aftercare.surfaces.portal.entrance import mark_of, person
from aftercare.ui.parts import RailItem

KEY = "portal_contact"


def sign_in(request: HttpRequest, contact: Contact) -> None:
    """Remember in this browser's session whose it is, under a key that nobody had before."""
    request.session.cycle_key()
    request.session[KEY] = [str(contact.id), mark_of(contact)]


def sign_out(request: HttpRequest) -> None:
    """Forget whose browser it is; a colleague who is signed in beside it stays so."""
    request.session.pop(KEY, None)


def signed_in(request: HttpRequest) -> Contact | None:
    """The person, as long as the address that was proved is still theirs."""
    id, mark = request.session.get(KEY) or ("", "")
    return person(id, mark) if id else None


def customer_of(contact: Contact) -> Actor:
    """The one who acts for whoever is signed in."""
    customer = standing(contact.customer)
    return Actor(ActorKind.CUSTOMER, customer.id, customer.name, via="portal")


def frame(request: HttpRequest) -> dict[str, Any]:
    """Whose portal it is, and where else one can go."""
    known = company()
    places = (
        ("portal:submit", _("Ask for service"), "tool"),
        ("portal:mine", _("My requests"), "list"),
    )
    return {
        "company_name": known.name if known else "",
        "company_phone": known.phone if known else "",
        "home_url": reverse("portal:submit"),
        "portal_links": [
            RailItem(label, reverse(name), icon, active=request.path == reverse(name)) for name, label, icon in places
        ],
    }
