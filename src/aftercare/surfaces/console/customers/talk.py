"""Write down what was said with a customer, and when it goes on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.customers.actions import record_communication
from aftercare.domains.customers.models import Communication, Customer
from aftercare.domains.customers.policies import may_record_communication
from aftercare.domains.requests.queries import find_customer
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import accepted, form_page
from aftercare.surfaces.console.customers.forms import SayForm
from aftercare.surfaces.console.customers.words import PLACE, crumbs
from aftercare.surfaces.console.staff import StaffRequest, staff


@staff
def say(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """The form, or the entry of the log it makes."""
    customer = find_customer(request.actor, customer_id)
    require(may_record_communication(request.actor, customer, also=[customer.id]))
    form = SayForm(request.POST or None)
    back = reverse("console:customer", args=[customer.id])
    if accepted(form, _record, request.actor, customer):
        messages.success(request, _("It is written down."))
        return redirect(back)
    words: dict[str, Any] = {
        "title": _("Conversation with %(name)s") % {"name": customer.name},
        "submit": _("Write it down"),
        "intro": _("What is written down stays: nobody changes or removes it later."),
        "draft": f"say-{customer.id}",
    }
    return form_page(request, form, back=back, crumbs=crumbs(customer), active=PLACE, **words)


def _record(actor: Actor, customer: Customer, **given: Any) -> Communication:
    return record_communication(actor, customer, at=now(), also=[customer.id], **given)
