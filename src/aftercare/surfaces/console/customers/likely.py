"""Records that are likely the same customer: shown with what speaks for it, merged, and taken apart again."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aftercare.domains.customers.actions import merge_customer, split_customer
from aftercare.domains.customers.policies import may_change_customer
from aftercare.domains.customers.queries import likely_duplicates
from aftercare.domains.requests.queries import find_customer
from aftercare.kit.clock import now
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import accepted, form_page
from aftercare.surfaces.console.customers.words import GROUNDS, PLACE, crumbs
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page


@staff
def likely(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """A few records, each with what speaks for it; for the customer's page the part alone."""
    customer = find_customer(request.actor, customer_id)
    found = likely_duplicates(request.actor, customer)
    context = {
        "customer": customer,
        "crumbs": crumbs(customer),
        "found": [(one.customer, [GROUNDS[ground] for ground in one.grounds]) for one in found],
        "may_change": may_change_customer(request.actor, customer) is True,
    }
    return staff_page(request, "console/customers/likely.html", context, active=PLACE, partials={"likely"})


@staff
def merge(request: StaffRequest, customer_id: UUID, second_id: UUID) -> HttpResponse:
    """Ask once more, and let the first record answer for the second."""
    customer, second = find_customer(request.actor, customer_id), find_customer(request.actor, second_id)
    require(may_change_customer(request.actor, customer))
    require(may_change_customer(request.actor, second))
    names = {"name": customer.name, "number": customer.number, "other": second.name, "second": second.number}
    back = reverse("console:customer", args=[customer.id])
    form = forms.Form(request.POST if request.method == "POST" else None)
    if accepted(form, merge_customer, request.actor, second, into=customer, at=now()):
        messages.success(request, _("%(second)s is merged into %(number)s.") % names)
        return redirect(back)
    words: dict[str, Any] = {
        "title": _("Merge %(other)s into %(name)s") % names,
        "submit": _("Merge the records"),
        "icon": "git-merge",
        "intro": _(
            "%(number)s %(name)s stays and answers for %(second)s %(other)s: its requests, devices, agreements, "
            "conversations and contacts show here, its number and address lead here. Nothing is lost, and the records "
            "can be split again."
        )
        % names,
    }
    return form_page(request, form, back=back, crumbs=crumbs(customer), active=PLACE, **words)


@require_POST
@staff
def split(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """Let a merged record stand for itself again."""
    own = split_customer(request.actor, find_customer(request.actor, customer_id), at=now())
    messages.success(request, _("%(number)s stands for itself again.") % {"number": own.number})
    return redirect("console:customer", customer_id=own.id)
