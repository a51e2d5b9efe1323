"""Why a customer has their grade; give them another for a time, and end that early."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aftercare.domains.customers.actions import end_override, override_grade
from aftercare.domains.customers.policies import may_change_customer
from aftercare.domains.customers.queries import running_override
from aftercare.domains.grading.queries import explained, standing_of
from aftercare.domains.requests.queries import find_customer
from aftercare.kit.clock import now
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import accepted, form_page
from aftercare.surfaces.console.customers.forms import OverrideForm
from aftercare.surfaces.console.customers.words import PLACE, crumbs
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page


@staff
def why(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """What the rules of grading counted when this customer was last judged, or that none has judged them."""
    customer = find_customer(request.actor, customer_id)
    standing = standing_of(customer)
    context = {
        "running": running_override(customer),
        "customer": customer,
        "standing": standing,
        "reasons": explained(request.actor, standing) if standing else [],
        "crumbs": crumbs(customer),
    }
    return staff_page(request, "console/customers/grade.html", context, active=PLACE, partials={"dialog"})


@staff
def override(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """Which grade, why and until when."""
    customer = find_customer(request.actor, customer_id)
    require(may_change_customer(request.actor, customer))
    back = reverse("console:customer", args=[customer.id])
    form = OverrideForm(request.POST or None)
    if accepted(form, override_grade, request.actor, customer, at=now()):
        messages.success(request, _("%(name)s has this grade for the time.") % {"name": customer.name})
        return redirect(back)
    words: dict[str, Any] = {
        "title": _("Override the grade of %(name)s") % {"name": customer.name},
        "submit": _("Override"),
        "intro": _("New requests get the service level and the offers of this grade while the override lasts."),
    }
    return form_page(request, form, back=back, crumbs=crumbs(customer), active=PLACE, **words)


@require_POST
@staff
def end(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """The grade from before holds again."""
    customer = end_override(request.actor, find_customer(request.actor, customer_id), at=now())
    messages.success(request, _("The grade from before holds again."))
    return redirect("console:customer", customer_id=customer.id)
