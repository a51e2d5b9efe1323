"""A customer's people and places: add them, change them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.customers.actions import add_contact, add_site, change_contact, change_site
from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.customers.phones import masked
from aftercare.domains.customers.policies import may_change_customer
from aftercare.domains.customers.queries import of_customer
from aftercare.domains.requests.queries import find_customer
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.locking import version_of
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.fields import unit_words
from aftercare.surfaces.console.administration.frame import accepted, form_page
from aftercare.surfaces.console.customers.forms import ContactForm, SiteForm
from aftercare.surfaces.console.customers.views import found_contact
from aftercare.surfaces.console.customers.words import PLACE, crumbs
from aftercare.surfaces.console.staff import StaffRequest, staff
from aftercare.ui.versions import EXPECTED

OF_CONTACT = ("name", "email", "role", "preferred")
OF_SITE = ("name", "address", "region_code", "latitude", "longitude", "time_zone", "access_notes")


def _customer(request: StaffRequest, customer_id: UUID) -> Customer:
    customer = find_customer(request.actor, customer_id)
    require(may_change_customer(request.actor, customer))
    return customer


@staff
def new_contact(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """An empty form, or the person it adds."""
    customer = _customer(request, customer_id)
    form = ContactForm(request.POST or None)
    return _answer(request, customer, form, _added(add_contact), customer, title=_("New contact"))


@staff
def edit_contact(request: StaffRequest, customer_id: UUID, contact_id: UUID) -> HttpResponse:
    """The person as on record, or the change; an empty number leaves the one on record."""
    customer = _customer(request, customer_id)
    contact = found_contact(customer, contact_id)
    initial = {**{name: getattr(contact, name) for name in OF_CONTACT}, EXPECTED: version_of(contact)}
    form = ContactForm(request.POST if request.method == "POST" else None, initial=initial)
    hidden = masked(contact.phone)
    form.fields["phone"].label = _("New phone number")
    form.fields["phone"].help_text = _("Now %(number)s; empty: it stays.") % {"number": hidden or "–"}
    return _answer(request, customer, form, _change_contact, contact, title=contact.name)


def _change_contact(actor: Actor, contact: Contact, *, phone: str, **given: Any) -> Contact:
    values = {**given, "phone": phone} if phone.strip() else given
    return change_contact(actor, contact, **values)


@staff
def new_site(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """An empty form, or the place it adds."""
    customer = _customer(request, customer_id)
    form = SiteForm(request.POST or None)
    return _answer(request, customer, form, _added(add_site), customer, title=_("New site"))


@staff
def edit_site(request: StaffRequest, customer_id: UUID, site_id: UUID) -> HttpResponse:
    """The place as on record, or the change."""
    customer = _customer(request, customer_id)
    rows = Site.objects.filter(of_customer(customer.id)).select_related("unit", "customer")
    site = rows.filter(pk=site_id).first()
    if site is None:
        raise NotFound()
    initial = {name: getattr(site, name) for name in OF_SITE}
    initial |= {"unit": unit_words(site.unit), EXPECTED: version_of(site)}
    form = SiteForm(request.POST if request.method == "POST" else None, initial=initial)
    return _answer(request, customer, form, change_site, site, title=site.name)


def _added(command: Callable[..., Any]) -> Callable[..., Any]:
    """What is new expects no version."""

    def add(actor: Actor, customer: Customer, *, expected: int | None, **given: Any) -> Any:
        return command(actor, customer, **given)

    return add


def _answer(
    request: StaffRequest,
    customer: Customer,
    form: forms.Form,
    command: Callable[..., Any],
    subject: Customer | Contact | Site,
    *,
    title: str,
) -> HttpResponse:
    back = reverse("console:customer", args=[customer.id])
    if accepted(form, command, request.actor, subject, at=now()):
        messages.success(request, _("%(name)s is kept.") % {"name": form.cleaned_data["name"]})
        return redirect(back)
    words: dict[str, Any] = {"title": title, "submit": _("Keep the changes"), "back": back, "active": PLACE}
    return form_page(
        request, form, crumbs=crumbs(customer), draft=f"{request.path}{form.initial.get(EXPECTED)}", **words
    )
