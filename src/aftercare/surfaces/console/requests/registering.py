"""A registration by its owner, taken over into the record of the device."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.customers.queries import standing
from aftercare.domains.registrations.actions import take_over_registration
from aftercare.domains.registrations.policies import may_take_over
from aftercare.domains.registrations.queries import registration_of, warranty_end
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import find_request
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import accepted, form_page
from aftercare.surfaces.console.staff import StaffRequest, staff
from aftercare.ui.forms import DayInput

HERE = "console:requests"
FROM = frozenset({"portal", "api"})  # only from there registrations come


class TakeOverForm(forms.Form):
    """Since when it is theirs."""

    bought_on = forms.DateField(
        label=gettext_lazy("Bought on"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy("Warranties from the purchase begin on it; left empty, the device keeps its own day."),
    )


@staff
def take_over(request: StaffRequest, id: UUID) -> HttpResponse:
    """What changes at the device, or that it is done."""
    wanted = find_request(request.actor, id)
    held = registration_of(wanted.id)
    if held is None:
        raise NotFound()
    require(may_take_over(request.actor, held))
    sent = request.POST if request.method == "POST" else None
    form = TakeOverForm(sent, initial={"bought_on": held.bought_on})
    if accepted(form, take_over_registration, request.actor, held, at=now()):
        until = warranty_end(held.device, on=timezone.localdate())
        messages.success(request, _done(until))
        return redirect("console:request", id=id)
    names = {"from": standing(held.device.customer).name, "to": standing(wanted.customer).name}
    goes = _("The device goes over from %(from)s to %(to)s.") % names
    stays = _("The device belongs to %(to)s already; the day of purchase is taken over.") % names
    back = reverse("console:request", args=[wanted.id])
    return form_page(
        request,
        form,
        back=back,
        crumbs=[(_("Requests"), reverse(HERE)), (wanted.number, back)],
        active=HERE,
        title=_("Take over this registration"),
        submit=_("Take over"),
        intro=goes if names["from"] != names["to"] else stays,
    )


def _done(until: date | None) -> str:
    if until is None:
        return _("The registration is taken over; no warranty runs.")
    return _("The registration is taken over; the warranty lasts until %(day)s.") % {"day": date_format(until)}


def shown_registration(actor: Actor, wanted: ServiceRequest) -> dict[str, Any]:
    """What the request registers, whose the device is, and whether this person may take it over."""
    held = registration_of(wanted.id) if wanted.channel in FROM else None
    if held is None:
        return {}
    waiting = held.waiting and wanted.state != "cancelled"
    return {
        "registration": held,
        "owner_now": standing(held.device.customer),
        "registration_waits": waiting,
        "may_take_over": waiting and may_take_over(actor, held) is True,
    }
