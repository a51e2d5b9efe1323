"""Submit a request without an account."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.queries import company
from aftercare.domains.customers.actions import add_site, register_customer
from aftercare.domains.customers.models import Customer, Site
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
    contact = contacts_with_phone(phone).first()
    customer = standing(contact.customer) if contact else register_customer(PORTAL, name=name, phone=phone, at=at)
    device, description = _device(customer, given.pop("serial"), given.pop("description"))
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
