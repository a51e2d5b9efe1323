"""Words on a request: notes among colleagues, talks with the customer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aftercare.domains.requests.actions import note_request, record_contact
from aftercare.domains.requests.queries import find_request
from aftercare.kit.clock import now
from aftercare.surfaces.console.staff import StaffRequest, staff


@require_POST
@staff
def add_note(request: StaffRequest, id: UUID) -> HttpResponse:
    """Keep a note."""
    wanted = find_request(request.actor, id)
    if text := request.POST.get("text", "").strip():
        note_request(request.actor, wanted, text=text, at=now())
        messages.success(request, _("Note kept."))
    return redirect("console:request", id=id)


@require_POST
@staff
def add_contact(request: StaffRequest, id: UUID) -> HttpResponse:
    """Record a call to the customer; the first one is the first response."""
    wanted = find_request(request.actor, id)
    text = request.POST.get("text", "").strip()
    record_contact(request.actor, wanted, channel="phone", direction="out", text=text, at=now())
    messages.success(request, _("Call recorded."))
    return redirect("console:request", id=id)
