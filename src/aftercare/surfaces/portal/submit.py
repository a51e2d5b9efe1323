"""Submit a request without an account."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.queries import company
from aftercare.domains.customers.actions import add_site, register_customer
from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.customers.queries import contacts_with_phone, standing
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.queries import with_serial
from aftercare.domains.requests.actions import submit_request
from aftercare.domains.requests.links import token_of
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor, ActorKind, system
from aftercare.kit.clock import now
from aftercare.kit.errors import Refusal
from aftercare.surfaces.portal.forms import SubmitForm
from aftercare.surfaces.portal.limits import SubmittedTooOften, count_submission
from aftercare.ui.components.words import exact_time
from aftercare.ui.once import answered_once
from aftercare.ui.pages import page

PORTAL = system("portal")
MOST = 20  # people under one number


def submit(request: HttpRequest) -> HttpResponse:
    """Ask what is the matter; then lead to the page on which it is followed."""
    form = SubmitForm(request.POST or None)
    refusal = count_submission(request) if form.is_valid() else None
    return _answer(request, form, refusal)


@answered_once
def _answer(request: HttpRequest, form: SubmitForm, refusal: SubmittedTooOften | None) -> HttpResponse:
    if form.is_valid():
        try:
            if refusal is not None:
                raise refusal
            made = _submit(form.cleaned_data)
        except Refusal as refused:
            form.add_error(next((name for name in refused.errors if name in form.fields), None), str(refused))
        else:
            return redirect("portal:track", token=token_of(made))
    known = company()
    context = {"form": form, "company_name": known.name if known else "", "home_url": reverse("portal:submit")}
    if refusal is None:
        return page(request, "portal/submit.html", context, status=422 if form.is_bound else 200)
    answer = page(request, "portal/submit.html", context, status=429)
    answer["Retry-After"] = str(round(refusal.seconds))
    return answer


@transaction.atomic
def _submit(given: dict[str, Any]) -> ServiceRequest:
    at = now()
    who = _who(given.pop("name"), given.pop("phone"), at)
    device, serial = _device(who.customer, given.pop("serial"))
    site, address = _site(who, given.pop("address"), at)
    actor = Actor(ActorKind.CUSTOMER, who.customer.id, who.customer.name, via="portal")
    wish = exact_time(given["required_at"]) if given["required_at"] else ""
    words = {_("Serial number"): serial, _("Wished for"): wish, _("Name given"): who.words, _("Address given"): address}
    description = "\n".join([given.pop("description"), *(f"{what}: {said}" for what, said in words.items() if said)])
    return submit_request(
        actor,
        customer=who.customer,
        contact=who.contact,
        device=device,
        site=site,
        kind=given.pop("kind").code,
        description=description.strip(),
        channel="portal",
        at=at,
        **given,
    )


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: the customer of the number, and the name where it is none that is known under it."""

    customer: Customer
    contact: Contact | None = None
    words: str = ""


def _who(name: str, phone: str, at: datetime) -> Writer:
    """The customer reached under this number.

    Whoever knows a number writes nothing into the records of its customer: another name, and where that one lives,
    are words on the request, which the desk takes over.
    """
    known = list(contacts_with_phone(phone)[:MOST])
    if not known:
        return Writer(register_customer(PORTAL, name=name, phone=phone, at=at))
    customer = standing(known[0].customer)
    same = [one for one in known if _same_name(one.name, name) and standing(one.customer) == customer]
    return Writer(customer, same[0]) if same else Writer(customer, known[0], name)


def _same_name(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def _device(customer: Customer, serial: str) -> tuple[Device | None, str]:
    """The customer's own device of this serial; any other serial is only kept in words."""
    if not serial.strip():
        return None, ""
    mine = with_serial(serial).filter(customer=customer).first()
    return mine, "" if mine else serial.strip()


def _site(who: Writer, address: str, at: datetime) -> tuple[Site | None, str]:
    """The customer's site of this address, a new one for whoever is known by name too; else the address in words."""
    written = address.strip()
    known = who.customer.sites.filter(address=written).first() if written else None
    if known or not written or who.words:
        return known, "" if known else written
    return add_site(PORTAL, who.customer, name=written[:80], address=written, at=at), ""
