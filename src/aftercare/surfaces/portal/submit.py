"""Submit a request without an account."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.queries import company
from aftercare.domains.customers.actions import add_contact, add_site, register_customer
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
    name, phone = given.pop("name"), given.pop("phone")
    customer, contact = _who(name, phone, at)
    device, description = _device(customer, given.pop("serial"), given.pop("description"))
    description = _with_wish(description, given["required_at"])
    site = _site(customer, given.pop("address"))
    actor = Actor(ActorKind.CUSTOMER, customer.id, customer.name, via="portal")
    kind = given.pop("kind").code
    return submit_request(
        actor,
        customer=customer,
        contact=contact,
        device=device,
        site=site,
        kind=kind,
        description=description,
        channel="portal",
        at=at,
        **given,
    )


def _who(name: str, phone: str, at: datetime) -> tuple[Customer, Contact | None]:
    """The customer reached under this number; another person of theirs who writes is put on record beside."""
    known = list(contacts_with_phone(phone))
    if not known:
        return register_customer(PORTAL, name=name, phone=phone, at=at), None
    customer = standing(known[0].customer)
    same = [one for one in known if _same_name(one.name, name) and standing(one.customer) == customer]
    return customer, same[0] if same else add_contact(PORTAL, customer, name=name, phone=phone, at=at)


def _same_name(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def _with_wish(description: str, wish: datetime | None) -> str:
    """The time the customer would like stays in their words, whatever is promised."""
    if wish is None:
        return description
    said = _("Wished for")
    return f"{description}\n{said}: {exact_time(wish)}".strip()


def _device(customer: Customer, serial: str, description: str) -> tuple[Device | None, str]:
    """The customer's own device of this serial; any other serial is only kept in words."""
    if not serial.strip():
        return None, description
    mine = with_serial(serial).filter(customer=customer).first()
    if mine is not None:
        return mine, description
    return None, f"{description}\n{_('Serial number')}: {serial.strip()}".strip()


def _site(customer: Customer, address: str) -> Site | None:
    if not address.strip():
        return None
    known = customer.sites.filter(address=address.strip()).first()
    return known or add_site(PORTAL, customer, name=address.strip()[:80], address=address.strip(), at=now())
