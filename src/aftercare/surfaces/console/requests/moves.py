"""One page a move: its form in a dialog, and making it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.accounts.hours import same_hour_next_day
from aftercare.domains.accounts.queries import working_hours
from aftercare.domains.dispatch.actions import Slot, assign_by_hand, auto_assign, unlock_by_hand
from aftercare.domains.dispatch.proposals import Proposal
from aftercare.domains.feedback.actions import answer_by_mark, record_unreachable, reject_by_call
from aftercare.domains.fieldwork.actions import fail_visit, handle_visit, sign_off_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.requests import actions
from aftercare.domains.requests.errors import SignedOffAlready
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_move
from aftercare.domains.requests.queries import find_request, others_of
from aftercare.domains.requests.rules import SATISFIED
from aftercare.domains.requests.states import FLOW
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound, Refusal
from aftercare.kit.permissions import require
from aftercare.surfaces.console.desk.figures import compared
from aftercare.surfaces.console.requests.corrections import corrections_in, sign_off_form
from aftercare.surfaces.console.requests.done import done
from aftercare.surfaces.console.requests.fit import rank_engineers
from aftercare.surfaces.console.requests.forms import FORMS
from aftercare.surfaces.console.requests.meanwhile import news, seen_by
from aftercare.surfaces.console.requests.records import records_shown
from aftercare.surfaces.console.requests.relate import named_by
from aftercare.surfaces.console.requests.wished import visit_wished
from aftercare.surfaces.console.requests.words import VERBS
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page

Given = dict[str, Any]
# Whoever came from a list goes back to it: what its links say → the list.
BACK = {
    "callbacks": "console:callbacks",
    "locked": "console:locked",
    "desk": "console:desk",
    "next": "console:callback_next",
}
PROPOSED = ("to", "engineer", "decision")  # what a link may fill in
# A move → the one that takes it back while nothing else happened.
UNDO = {"assign": "withdraw", "suspend": "resume"}
# What an action names → the field that asks for it.
FIELDS = {"visit": "engineer", "visit.from": "start_at", "visit.to": "end_at"}
Maker = Callable[[Actor, ServiceRequest, Given], Any]


def _assign(actor: Actor, wanted: ServiceRequest, given: Given) -> Any:
    proposal = Proposal.read(given["proposal"], request_id=wanted.id) if given["proposal"] else None
    if given["automatic"]:
        return auto_assign(actor, wanted, proposal=proposal, at=now())
    slot = Slot(given["start_at"], given["end_at"]) if given["start_at"] else None
    whom = {"engineer": given["engineer"], "assignee": given["assignee"], "note": given["note"]}
    return assign_by_hand(actor, wanted, slot=slot, proposal=proposal, at=now(), **whom)


def _suspend(actor: Actor, wanted: ServiceRequest, given: Given) -> Any:
    return actions.suspend_request(
        actor, wanted, reason=given["reason"].code, until=given["until"], note=given["note"], at=now()
    )


def _handle(actor: Actor, wanted: ServiceRequest, given: Given) -> Any:
    return handle_visit(actor, wanted, record=RecordDraft(**given), at=now())


def _fail(actor: Actor, wanted: ServiceRequest, given: Given) -> Any:
    return fail_visit(actor, wanted, outcome=given["outcome"].code, note=given["note"], at=now())


def _unlock(actor: Actor, wanted: ServiceRequest, given: Given) -> Any:
    if given["to"] != "assigned":
        given.pop("engineer")
    return unlock_by_hand(actor, wanted, at=now(), **given)


def _merge(actor: Actor, wanted: ServiceRequest, given: Given) -> Any:
    return actions.merge_request(actor, wanted, into=named_by(actor, given["into"]), at=now())


def _sign_off(actor: Actor, wanted: ServiceRequest, given: Given) -> Any:
    corrections = corrections_in(given) if given["accepted"] else ()
    return sign_off_visit(
        actor, wanted, accepted=given["accepted"], reason=given["reason"], corrections=corrections, at=now()
    )


def _plain(action: Callable[..., Any]) -> Maker:
    return lambda actor, wanted, given: action(actor, wanted, at=now(), **given)


MAKERS: Mapping[str, Maker] = {
    "assign": _assign,
    "start": _plain(actions.start_request),
    "handle": _handle,
    "fail": _fail,
    "confirm": _plain(answer_by_mark),
    "reject": _plain(reject_by_call),
    "unreachable": _plain(record_unreachable),
    "suspend": _suspend,
    "resume": _plain(actions.resume_request),
    "withdraw": _plain(actions.withdraw_request),
    "decline": _plain(actions.decline_request),
    "unlock": _unlock,
    "conclude": _plain(actions.conclude_request),
    "cancel": _plain(actions.cancel_request),
    "merge": _merge,
    "reopen": _plain(actions.reopen_request),
    "sign_off": _sign_off,
}


@staff
def make_move(request: StaffRequest, id: UUID, verb: str) -> HttpResponse:
    """Show the move's form, or make the move; what was typed comes back with the sentence of a refusal."""
    if verb not in MAKERS:
        raise NotFound()
    wanted = find_request(request.actor, id)
    choices = _choices(request, wanted, verb)
    if request.method != "POST":
        _check_open(request.actor, wanted, verb)
        proposed = _suggested(wanted, verb) | _asked(request)
        if "slip" in request.GET:
            proposed["reason"] = _("It was a slip.")
        return _form(request, wanted, verb, form_of(verb, wanted)(initial=proposed, **choices))
    form = form_of(verb, wanted)(request.POST, initial=_suggested(wanted, verb), **choices)
    if form.is_valid() and (told := news(request, wanted)):
        form.add_error(None, told)
    if not form.is_valid():
        return _form(request, wanted, verb, form, status=422)
    try:
        MAKERS[verb](request.actor, wanted, {**form.cleaned_data, **_shown_before(request, verb)})
    except Refusal as refusal:
        fields = [FIELDS.get(name, name) for name in refusal.errors]
        form.add_error(next((name for name in fields if name in form.fields), None), str(refusal))
        return _form(request, wanted, verb, form, status=422)
    told = done(_made(verb, form.cleaned_data), wanted.id, form.cleaned_data)
    messages.success(request, told, extra_tags=_undone_by(request.actor, id, verb))
    back = BACK.get(request.GET.get("back", ""))
    return redirect(back) if back else redirect("console:request", id=wanted.id)


def _made(verb: str, given: Given) -> str:
    """The move it was: a customer who is not satisfied does not confirm."""
    return "reject" if verb == "confirm" and given["satisfaction"] < SATISFIED else verb


def _choices(request: StaffRequest, wanted: ServiceRequest, verb: str) -> Given:
    """What a form offers beside what it asks for: the requests to merge into."""
    return {"likely": others_of(request.actor, wanted, still_open=True)} if verb == "merge" else {}


def _shown_before(request: StaffRequest, verb: str) -> Given:
    """What the form showed beside its fields: the list of candidates."""
    return {"proposal": request.POST.get("proposal", "")} if verb == "assign" else {}


def _undone_by(actor: Actor, id: UUID, verb: str) -> str:
    """Where a move just made is taken back, which is itself a move on record; empty where this person may not."""
    if verb not in UNDO:
        return ""
    after = ServiceRequest.objects.select_related("kind").defer("search").get(pk=id)
    back = f"{reverse('console:request_move', args=[id, UNDO[verb]])}?slip=1"
    return back if may_move(actor, UNDO[verb], after) is True else ""


def _check_open(actor: Actor, wanted: ServiceRequest, verb: str) -> None:
    """Ask for nothing that would be refused afterwards anyway."""
    require(may_move(actor, verb, wanted))
    FLOW.check(wanted.state, verb, next(iter(FLOW.moves[verb].targets)))
    if verb == "sign_off" and wanted.signed_off_at is not None:
        raise SignedOffAlready()


def form_of(verb: str, wanted: ServiceRequest) -> type[forms.Form]:
    """The form of a move; the sign-off asks for the figures of this request's records."""
    return sign_off_form(wanted) if verb == "sign_off" else FORMS[verb]


def _asked(request: StaffRequest) -> Given:
    """What the link proposes: a way out of a lock, an engineer."""
    return {name: request.GET[name] for name in PROPOSED if name in request.GET}


def _suggested(wanted: ServiceRequest, verb: str) -> Given:
    """What the form begins with: the time the customer wishes, or the date by which an unlocked one goes on."""
    if verb == "assign":
        return visit_wished(wanted, now())
    return {"required_at": _next_date(wanted)} if verb == "unlock" else {}


def _next_date(wanted: ServiceRequest) -> datetime:
    """Its own date, or the next working day at this hour where that is later."""
    return max(same_hour_next_day(working_hours(wanted.calendar), now()), wanted.required_at)


def _form(
    request: StaffRequest, wanted: ServiceRequest, verb: str, form: forms.Form, status: int = 200
) -> HttpResponse:
    proposal = rank_engineers(form, request.actor, wanted)
    context = {"wanted": wanted, "verb": VERBS[verb], "form": form, "code": verb, "back": request.GET.get("back", "")}
    context |= {"seen": seen_by(wanted), "proposal": proposal if verb == "assign" else ""}
    if verb == "sign_off":
        context |= records_shown(wanted) | {"figures": compared([wanted])[0].figures}
    return staff_page(
        request,
        "console/requests/move.html",
        context,
        active="console:requests",
        partials={"dialog"},
        status=status,
    )
