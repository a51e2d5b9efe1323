"""Register a customer, and change the record."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.customers.actions import change_customer, register_customer
from aftercare.domains.customers.models import Customer
from aftercare.domains.customers.policies import may_change_customer, may_register_customer
from aftercare.domains.requests.queries import find_customer
from aftercare.kit.clock import now
from aftercare.kit.locking import version_of
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.fields import unit_words
from aftercare.surfaces.console.administration.frame import accepted, form_page
from aftercare.surfaces.console.customers.forms import ChangeForm, NewForm
from aftercare.surfaces.console.customers.words import PLACE, crumbs
from aftercare.surfaces.console.staff import StaffRequest, staff
from aftercare.ui.versions import EXPECTED

TYPED = ("name", "phone", "kind")  # what a link may fill in


@staff
def new_customer(request: StaffRequest) -> HttpResponse:
    """An empty form, or the record it makes."""
    require(may_register_customer(request.actor))
    begun = {name: request.GET[name] for name in TYPED if request.GET.get(name)}
    form = NewForm(request.POST or None, initial=begun)
    made = accepted(form, register_customer, request.actor, at=now())
    if made is not None:
        messages.success(
            request, _("%(name)s is on record as %(number)s.") % {"name": made.name, "number": made.number}
        )
        return redirect("console:customer", customer_id=made.id)
    words: dict[str, Any] = {
        "title": _("New customer"),
        "submit": _("Register the customer"),
        "icon": "user-plus",
        "draft": "new-customer",
    }
    return form_page(request, form, back=reverse(PLACE), crumbs=crumbs(), active=PLACE, **words)


@staff
def change(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """The record as it stands, or the change."""
    customer = find_customer(request.actor, customer_id)
    require(may_change_customer(request.actor, customer))
    initial = _as_it_stands(customer)
    form = ChangeForm(request.POST if request.method == "POST" else None, initial=initial)
    if accepted(form, change_customer, request.actor, customer, at=now()):
        messages.success(request, _("%(name)s is changed.") % {"name": form.cleaned_data["name"]})
        return redirect("console:customer", customer_id=customer.id)
    words: dict[str, Any] = {
        "title": _("Change %(name)s") % {"name": customer.name},
        "submit": _("Keep the changes"),
        "draft": f"customer-{customer.id}-{customer.version}",
    }
    back = reverse("console:customer", args=[customer.id])
    return form_page(request, form, back=back, crumbs=crumbs(customer), active=PLACE, **words)


def _as_it_stands(customer: Customer) -> dict[str, Any]:
    names = ("kind", "name", "language", "time_zone", "notes")
    return {
        **{name: getattr(customer, name) for name in names},
        "grade": customer.grade_id,
        "tags": [tag.pk for tag in customer.tags.all()],
        "unit": unit_words(customer.unit),
        EXPECTED: version_of(customer),
    }
