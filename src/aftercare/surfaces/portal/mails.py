"""Mails about requests: stopped, or taken up again, by a link that stands in each of them."""

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from aftercare.domains.channels.actions import choose_for_contact
from aftercare.domains.channels.queries import wants_mail
from aftercare.domains.customers.models import Contact
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.surfaces.portal.entering import PORTAL
from aftercare.surfaces.portal.entrance import mark_of, person
from aftercare.surfaces.portal.signed_in import frame
from aftercare.ui.pages import page

SALT = "portal.mails"


def slip_for(contact: Contact) -> str:
    """What stands in a mail to this person: it chooses about mails, and opens nothing."""
    return signing.dumps([str(contact.id), mark_of(contact)], salt=SALT)


@never_cache
def mails(request: HttpRequest, slip: str) -> HttpResponse:
    """Ask before anything is stopped: programs open links too."""
    contact = _whose(slip)
    if request.method == "POST":
        choose_for_contact(PORTAL, contact, mail=request.POST.get("mail") == "1", at=now())
        return redirect("portal:mails", slip=slip)
    context = {"wants": wants_mail(contact), "slip": slip, **frame(request)}
    return page(request, "portal/mails.html", context)


def _whose(slip: str) -> Contact:
    try:
        id, mark = signing.loads(slip, salt=SALT)
    except signing.BadSignature as broken:
        raise NotFound() from broken
    contact = person(id, mark)
    if contact is None:
        raise NotFound()
    return contact
