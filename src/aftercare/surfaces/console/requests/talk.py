"""Words on a request: replies to the customer, notes among colleagues, calls, and the number to dial."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from aftercare.domains.customers.actions import reveal_phone
from aftercare.domains.customers.queries import default_contact
from aftercare.domains.requests.actions import note_request, record_contact
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import NOTE, may_note
from aftercare.domains.requests.queries import find_request
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound, Refusal
from aftercare.kit.files import check_file
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.requests.answers import INSERT, TELL, ready_answers, with_answer
from aftercare.surfaces.console.requests.composer import SayForm, colleagues
from aftercare.surfaces.console.requests.meanwhile import news
from aftercare.surfaces.console.requests.views import show_request
from aftercare.surfaces.console.staff import StaffRequest, signed_in, staff
from aftercare.ui.parts import Words

FOUND = 8
SAID: Mapping[str, Words] = {
    "reply": gettext_lazy("The customer sees your words."),
    "note": gettext_lazy("Note kept."),
    "call": gettext_lazy("Call recorded."),
}


def _note(actor: Actor, wanted: ServiceRequest, given: Mapping[str, Any], *, internal: bool = True) -> None:
    files = [check_file(file.name, file) for file in given["attached"]]
    mentioned = list(given["mentioned"]) if internal else []
    note_request(actor, wanted, text=given["text"], internal=internal, mentioned=mentioned, files=files, at=now())


def _reply(actor: Actor, wanted: ServiceRequest, given: Mapping[str, Any]) -> None:
    _note(actor, wanted, given, internal=False)


def _call(actor: Actor, wanted: ServiceRequest, given: Mapping[str, Any]) -> None:
    record_contact(
        actor,
        wanted,
        channel="phone",
        direction=given["direction"] or "out",
        outcome=given["outcome"],
        follow_up_at=given["follow_up_at"],
        text=given["text"],
        at=now(),
    )


SAYERS: Mapping[str, Callable[[Actor, ServiceRequest, Mapping[str, Any]], None]] = {
    "reply": _reply,
    "note": _note,
    "call": _call,
}


@require_POST
@staff
def say(request: StaffRequest, id: UUID) -> HttpResponse:
    """Keep a reply, a note or a call; a reply waits where somebody moved on what its writer had not seen."""
    wanted = find_request(request.actor, id)
    require(may_note(request.actor, wanted))
    if INSERT in request.POST:
        answers = ready_answers(request.actor, wanted)
        typed, telling = with_answer(request.POST, answers), request.POST[INSERT] == TELL
        return show_request(request, wanted, say_form=typed, answers=answers, whole=True, telling=telling)
    form = SayForm(request.POST, request.FILES)
    if form.is_valid() and form.cleaned_data["mode"] == "reply" and (told := news(request, wanted)):
        form.add_error(None, told)
    if form.is_valid():
        try:
            SAYERS[form.cleaned_data["mode"]](request.actor, wanted, form.cleaned_data)
        except Refusal as refusal:
            field = "attached" if refusal.code.startswith("file_") else next(iter(refusal.errors), None)
            form.add_error(field if field in form.fields else None, str(refusal))
        else:
            messages.success(request, str(SAID[form.cleaned_data["mode"]]))
            return redirect("console:request", id=id)
    answers = ready_answers(request.actor, wanted)
    return show_request(request, wanted, say_form=form, answers=answers, whole=True, status=422)


@staff
def find_colleagues(request: StaffRequest) -> HttpResponse:
    """Colleagues whose name holds what was typed behind an @, for those who may write notes."""
    require(may(request.actor, NOTE))
    q = request.GET.get("q", "").strip()
    rows = colleagues().filter(name__icontains=q).values_list("id", "name")[:FOUND]
    return JsonResponse({"items": [{"id": str(id), "label": name} for id, name in rows]})


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
