"""Enter a request with the phone at the ear."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.customers.actions import add_contact, add_site, register_customer
from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.customers.policies import visible_to as visible_customers
from aftercare.domains.customers.queries import contacts_in_sight, default_contact, readable_phone, standing
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.policies import visible_to
from aftercare.domains.devices.queries import with_serial
from aftercare.domains.requests.actions import submit_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_submit
from aftercare.kit.clock import now
from aftercare.kit.errors import Invalid, NotFound, Refusal
from aftercare.kit.permissions import require
from aftercare.surfaces.console.requests.forms import NewRequestForm
from aftercare.surfaces.console.requests.known import known_of
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page

MOST = 20  # people under one number
ELSEWHERE = gettext_lazy("This device belongs to a customer of another unit; that unit's desk enters the request.")


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
    form = NewRequestForm(request.POST or None, actor=request.actor, known=customer is not None)
    if form.is_valid():
        try:
            made = _submit(request, customer, form.cleaned_data)
        except Refusal as refusal:
            form.add_error(next((name for name in refusal.errors if name in form.fields), None), str(refusal))
        else:
            messages.success(request, _("%(number)s entered.") % {"number": made.number})
            return redirect("console:request", id=made.id)
    status = 422 if form.is_bound else 200
    context = {"form": form, "customer": customer, **known_of(request, customer)}
    return staff_page(request, "console/requests/new.html", context, active="console:requests", status=status)


@transaction.atomic
def _submit(request: StaffRequest, customer: Customer | None, given: dict[str, Any]) -> ServiceRequest:
    at = now()
    device = _device(request, given.pop("serial"))
    name, phone, address = (given.pop(field, "") for field in ("name", "phone", "address"))
    contact = _caller(request, phone, device)
    customer = customer or _whose(contact, device) or register_customer(request.actor, name=name, phone=phone, at=at)
    if contact is None or standing(contact.customer) != standing(customer):
        contact = _kept_as_contact(request, customer, contact, name, phone)
    site, kind = _site(request, customer, address), given.pop("kind").code
    return submit_request(
        request.actor, customer=customer, kind=kind, device=device, site=site, contact=contact, at=at, **given
    )


def _caller(request: StaffRequest, phone: str, device: Device | None) -> Contact | None:
    """Who of those in sight is reached under the number, the owner's people before others."""
    known = list(contacts_in_sight(request.actor, phone)[:MOST]) if phone else []
    owner = standing(device.customer) if device else None
    return next((contact for contact in known if standing(contact.customer) == owner), next(iter(known), None))


def _whose(contact: Contact | None, device: Device | None) -> Customer | None:
    """Whom the device or the number tells: the owner before the caller."""
    return device.customer if device else standing(contact.customer) if contact else None


def _kept_as_contact(
    request: StaffRequest, customer: Customer, caller: Contact | None, name: str, phone: str
) -> Contact | None:
    """Whoever calls about another's device is a person of its owner from now on; else the owner's usual one."""
    number = readable_phone(phone)
    if not phone or (number and customer.contacts.filter(phone=number).exists()):
        return default_contact(customer)
    called = name or (caller.name if caller else customer.name)
    return add_contact(request.actor, customer, name=called, phone=phone, at=now())


def _device(request: StaffRequest, serial: str) -> Device | None:
    if not serial.strip():
        return None
    found = visible_to(request.actor).filter(pk__in=with_serial(serial).values("pk")).select_related("customer").first()
    if found is None:
        raise Invalid(_("No device has this serial number; leave it empty if it is not known."), errors={"serial": ""})
    if not visible_customers(request.actor).filter(pk=standing(found.customer).pk).exists():
        raise Invalid(ELSEWHERE, errors={"serial": ""})
    return found


def _site(request: StaffRequest, customer: Customer, address: str) -> Site | None:
    if not address.strip():
        return None
    known = customer.sites.filter(address=address.strip()).first()
    return known or add_site(request.actor, customer, name=address[:80], address=address.strip(), at=now())
