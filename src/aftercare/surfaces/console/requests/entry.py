"""Enter a request with the phone at the ear."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.customers.actions import add_site, keep_contact, register_customer
from aftercare.domains.customers.models import Contact, Customer, CustomerKind, Site
from aftercare.domains.customers.policies import visible_to as visible_customers
from aftercare.domains.customers.queries import contacts_in_sight, default_contact, standing
from aftercare.domains.devices.models import Device
from aftercare.domains.requests.actions import submit_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_submit
from aftercare.kit.clock import now
from aftercare.kit.errors import Invalid, NotFound, Refusal
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.dictionaries.adding import offer_to_add
from aftercare.surfaces.console.requests.entry_form import NewRequestForm
from aftercare.surfaces.console.requests.known import known_of
from aftercare.surfaces.console.requests.known_find import hits
from aftercare.surfaces.console.requests.known_typed import device_named
from aftercare.surfaces.console.requests.wish_fields import FIELDS, take_wish
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page

MOST = 20  # people under one number
ELSEWHERE = gettext_lazy("This device belongs to a customer of another unit; that unit's desk enters the request.")
NO_DEVICE = gettext_lazy("No device has this serial number; leave it empty if it is not known.")
FROM_ADDRESS = ("phone", "name", "serial", "separate")  # what a link may fill in


@staff
def new_request(request: StaffRequest) -> HttpResponse:
    """The form, or the request it makes."""
    require(may_submit(request.actor))
    return _enter(request, None)


@staff
def new_request_for(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """The same for a customer who is known."""
    require(may_submit(request.actor))
    customer = visible_customers(request.actor).filter(pk=customer_id).first()
    if customer is None:
        raise NotFound()
    return _enter(request, customer)


def _enter(request: StaffRequest, customer: Customer | None) -> HttpResponse:
    form = NewRequestForm(*_sent(request, customer), actor=request.actor)
    offer_to_add(form, "problem_type", "problem-types", request.actor)
    if form.is_valid():
        try:
            made = _submit(request, form.cleaned_data)
        except Refusal as refusal:
            refused = [FIELDS.get(name, name) for name in refusal.errors]
            form.add_error(next((name for name in refused if name in form.fields), None), str(refusal))
        else:
            messages.success(request, _told(made))
            return redirect("console:request", id=made.id)
    fields = {name: form[name].value() for name in form.fields}
    q = request.GET.get("q", "").strip()
    context = {"form": form, "customer": customer, "q": q, "hits": hits(request.actor, q)}
    context |= known_of(request.actor, fields)
    status = 422 if form.is_bound else 200
    return staff_page(request, "console/requests/new.html", context, active="console:requests", status=status)


def _sent(request: StaffRequest, customer: Customer | None) -> tuple[Any, ...]:
    """What was typed (the customer of the address counts until another is chosen), or what the form begins with."""
    known = {"customer": str(standing(customer).pk)} if customer else {}
    if request.method == "POST":
        return ({**known, **request.POST.dict()},)
    begun = {name: request.GET[name] for name in FROM_ADDRESS if request.GET.get(name)}
    return (None, None, "id_%s", None, {**begun, **known})


def _told(made: ServiceRequest) -> str:
    """Its number, and the way to the next one."""
    another = format_html('<a href="{}">{}</a>', reverse("console:request_new"), _("Enter another"))
    return format_html("{} {}", _("%(number)s entered.") % {"number": made.number}, another)


@transaction.atomic
def _submit(request: StaffRequest, given: dict[str, Any]) -> ServiceRequest:
    at = now()
    chosen, picked, separate = given.pop("customer"), given.pop("contact"), given.pop("separate")
    chosen = standing(chosen) if chosen else None
    device = _device(request, given.pop("serial"), chosen)
    name, phone, address, sort = (given.pop(field) for field in ("name", "phone", "address", "sort"))
    owner = standing(device.customer) if device else chosen
    known = None if separate and not owner else _caller(request, phone, owner)
    caller = known or _if_theirs(picked, chosen)
    customer = owner or (standing(caller.customer) if caller else None)
    if customer is None:
        kind = sort or CustomerKind.PERSON
        customer = register_customer(request.actor, name=name, phone=phone, kind=kind, at=at)
    contact = _contact(request, customer, caller or (default_contact(chosen) if chosen else None), name, phone)
    site, kind = _site(request, customer, given.pop("site"), address), given.pop("kind").code
    given |= {"device": device, "site": site, "contact": contact, "wished": take_wish(given)}
    return submit_request(request.actor, customer=customer, kind=kind, at=at, **given)


def _caller(request: StaffRequest, phone: str, owner: Customer | None) -> Contact | None:
    """Who of those in sight is reached under the number, people of the one it is for before others."""
    known = list(contacts_in_sight(request.actor, phone)[:MOST]) if phone else []
    return next((one for one in known if standing(one.customer) == owner), next(iter(known), None))


def _if_theirs(picked: Contact | None, chosen: Customer | None) -> Contact | None:
    """The person who was picked, unless another customer was chosen since."""
    return picked if picked and (chosen is None or standing(picked.customer) == chosen) else None


def _contact(
    request: StaffRequest, customer: Customer, caller: Contact | None, name: str, phone: str
) -> Contact | None:
    """Whoever calls is a person of the customer from now on, also about another's device; else the usual one."""
    nobody_else = caller is None or standing(caller.customer) == customer
    if not phone and name in ("", customer.name) and nobody_else:
        return caller or default_contact(customer)
    called = name or (caller.name if caller else "")
    number = phone or (caller.phone if caller and not name else "")
    return keep_contact(request.actor, customer, name=called, phone=number, at=now())


def _device(request: StaffRequest, serial: str, chosen: Customer | None) -> Device | None:
    if not serial.strip():
        return None
    found = device_named(request.actor, serial, chosen)
    if found is None:
        raise Invalid(NO_DEVICE, errors={"serial": ""})
    if not visible_customers(request.actor).filter(pk=standing(found.customer).pk).exists():
        raise Invalid(ELSEWHERE, errors={"serial": ""})
    return found


def _site(request: StaffRequest, customer: Customer, picked: Site | None, address: str) -> Site | None:
    """The place that was typed, else the one picked where it is the customer's."""
    if not address.strip():
        return picked if picked and standing(picked.customer) == customer else None
    known = customer.sites.filter(address=address.strip()).first()
    return known or add_site(request.actor, customer, name=address[:80], address=address.strip(), at=now())
