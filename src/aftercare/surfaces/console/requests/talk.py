"""Words on a request: notes among colleagues, words to the customer, calls, and the number to dial."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aftercare.domains.customers.actions import reveal_phone
from aftercare.domains.customers.queries import default_contact
from aftercare.domains.requests.actions import note_request, record_contact
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import find_request
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.surfaces.console.requests.forms import TalkForm
from aftercare.surfaces.console.requests.views import show_request
from aftercare.surfaces.console.staff import StaffRequest, signed_in, staff


@require_POST
@staff
def add_note(request: StaffRequest, id: UUID) -> HttpResponse:
    """Keep a note: among colleagues, or shown to the customer."""
    wanted, form = _asked(request, id)
    if not form.is_valid():
        return show_request(request, wanted, talk_form=form, status=422)
    shown = request.POST.get("shown") == "1"
    note_request(request.actor, wanted, text=form.cleaned_data["text"], internal=not shown, at=now())
    messages.success(request, _("The customer sees your words.") if shown else _("Note kept."))
    return redirect("console:request", id=id)


@require_POST
@staff
def add_contact(request: StaffRequest, id: UUID) -> HttpResponse:
    """Record a call to the customer; the first one is the first response."""
    wanted, form = _asked(request, id)
    if not form.is_valid():
        return show_request(request, wanted, talk_form=form, status=422)
    text = form.cleaned_data["text"]
    record_contact(request.actor, wanted, channel="phone", direction="out", text=text, at=now())
    messages.success(request, _("Call recorded."))
    return redirect("console:request", id=id)


@require_POST
@signed_in
def show_phone(request: StaffRequest, id: UUID) -> HttpResponse:
    """The customer's number in full; that it was read goes on record, each time, and no answer with it is kept."""
    wanted = find_request(request.actor, id)
    contact = wanted.contact or default_contact(wanted.customer)
    if contact is None:
        raise NotFound()
    dialled = reveal_phone(request.actor, contact, at=now(), also=[wanted.customer_id])
    return show_request(request, wanted, dialled=dialled)


def _asked(request: StaffRequest, id: UUID) -> tuple[ServiceRequest, TalkForm]:
    return find_request(request.actor, id), TalkForm(request.POST)
