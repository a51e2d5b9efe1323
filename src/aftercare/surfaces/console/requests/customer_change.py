"""Put right who the customer is: a name misheard, another person, a new number, where it is."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.customers.actions import (
    add_contact,
    add_site,
    change_contact,
    change_customer,
    change_site,
)
from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.customers.phones import masked
from aftercare.domains.customers.policies import may_change_customer
from aftercare.domains.customers.queries import default_contact, standing
from aftercare.domains.requests.actions import change_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_change
from aftercare.domains.requests.queries import find_request
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import Refusal
from aftercare.kit.permissions import require
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page
from aftercare.ui.versions import VersionedForm, come_back

LONGEST_PERSON = 80
SAME_PERSON = gettext_lazy("The customer and whoever is called are the same person: both names change.")


class CustomerForm(VersionedForm):
    """The customer, who is called, and the place; a number is shown masked and stays while the field is empty."""

    name = forms.CharField(label=gettext_lazy("Customer"), max_length=120)
    contact_name = forms.CharField(label=gettext_lazy("Contact"), max_length=LONGEST_PERSON)
    phone = forms.CharField(
        label=gettext_lazy("New phone number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    address = forms.CharField(label=gettext_lazy("Address"), max_length=300, required=False)

    def __init__(self, sent: Any, *, about: "Known") -> None:
        super().__init__(sent, initial=about.initial)
        if about.same_person:
            del self.fields["contact_name"]
            self.fields["name"] = forms.CharField(label=_("Customer"), max_length=LONGEST_PERSON, help_text=SAME_PERSON)
        hidden = masked(about.contact.phone) if about.contact else ""
        self.fields["phone"].help_text = _("Now %(number)s; empty: it stays.") % {"number": hidden or "–"}


class Known:
    """What is on record about the customer of a request: the one whose record it is, a person, a place."""

    def __init__(self, wanted: ServiceRequest) -> None:
        self.customer: Customer = standing(wanted.customer)
        self.contact: Contact | None = wanted.contact or default_contact(self.customer)
        self.site: Site | None = wanted.site

    @property
    def same_person(self) -> bool:
        """Whether one name stands for both."""
        return self.contact is not None and self.contact.name == self.customer.name

    @property
    def initial(self) -> dict[str, Any]:
        """The words as they stand, and a number that rises whenever somebody changes one of the three."""
        return {
            "expected": sum(one.version for one in (self.customer, self.contact, self.site) if one is not None),
            "name": self.customer.name,
            "contact_name": self.contact.name if self.contact else self.customer.name,
            "address": (self.site.address or self.site.name) if self.site else "",
        }


@staff
def change_the_customer(request: StaffRequest, id: UUID) -> HttpResponse:
    """The form with what is on record, or what it puts right."""
    wanted = find_request(request.actor, id)
    about = Known(wanted)
    require(may_change_customer(request.actor, about.customer))
    form = CustomerForm(request.POST or None, about=about)
    if form.is_valid() and form.cleaned_data["expected"] not in {None, about.initial["expected"]}:
        come_back(form)
    if form.is_valid():
        try:
            _put_right(request.actor, wanted, about, form.cleaned_data, form.changed_data)
        except Refusal as refusal:
            form.add_error(next((name for name in refusal.errors if name in form.fields), None), str(refusal))
        else:
            said = _("%(name)s is put right.") if form.changed_data else _("%(name)s stays as it was.")
            messages.success(request, said % {"name": form.cleaned_data["name"]})
            return redirect("console:request", id=id)
    context = {"wanted": wanted, "form": form}
    status = 422 if form.is_bound else 200
    page = "console/requests/customer_change.html"
    return staff_page(request, page, context, active="console:requests", partials={"dialog"}, status=status)


@transaction.atomic
def _put_right(
    actor: Actor, wanted: ServiceRequest, about: Known, given: Mapping[str, Any], changed: list[str]
) -> None:
    if "name" in changed:
        change_customer(actor, about.customer, name=given["name"], at=now())
    _person(actor, about, given, changed)
    if "address" in changed:
        _place(actor, wanted, about, given["address"].strip())


def _person(actor: Actor, about: Known, given: Mapping[str, Any], changed: list[str]) -> None:
    named = "name" if about.same_person else "contact_name"
    values = {"name": given[named]} if named in changed else {}
    values |= {"phone": given["phone"]} if given["phone"].strip() else {}
    if not values:
        return
    if about.contact is None:
        add_contact(actor, about.customer, **{"name": given["contact_name"], **values}, at=now())
    else:
        change_contact(actor, about.contact, **values, at=now())


def _place(actor: Actor, wanted: ServiceRequest, about: Known, address: str) -> None:
    """The address of the place; a customer without one gets it, and the request too while it runs."""
    if about.site is not None:
        change_site(actor, about.site, address=address, at=now())
        return
    site = add_site(actor, about.customer, name=address[:80], address=address, at=now())
    if wanted.is_open and may_change(actor, wanted) is True:
        change_request(actor, wanted, site=site, at=now())
