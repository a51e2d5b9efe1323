"""Which command each move of a request enters through: dispatch gives out, fieldwork reports, feedback calls back."""

from collections.abc import Callable, Mapping
from typing import Any

from aftercare.domains.dispatch.actions import Slot, assign_by_hand, auto_assign
from aftercare.domains.requests.actions import (
    cancel_request,
    conclude_request,
    confirm_request,
    decline_request,
    fail_request,
    handle_request,
    merge_request,
    note_unreachable,
    reject_request,
    reopen_request,
    resume_request,
    sign_off_request,
    start_request,
    suspend_request,
    unlock_request,
    withdraw_request,
)
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.surfaces.api.requests.bodies import RecordGiven, VisitGiven


def assign(actor: Actor, request: ServiceRequest, *, visit: VisitGiven | None, **given: Any) -> None:
    """Give it to somebody, with a slot where one is named."""
    slot = Slot(visit.from_, visit.to) if visit else None
    assign_by_hand(actor, request, slot=slot, **given)


def handle(actor: Actor, request: ServiceRequest, *, record: RecordGiven, **given: Any) -> None:
    """Report it solved, with the record of what was done."""
    handle_request(actor, request, work_done=record.work_done, **given)


VERBS: Mapping[str, Callable[..., Any]] = {
    "assign": assign,
    "auto_assign": auto_assign,
    "withdraw": withdraw_request,
    "decline": decline_request,
    "start": start_request,
    "suspend": suspend_request,
    "resume": resume_request,
    "handle": handle,
    "fail": fail_request,
    "unlock": unlock_request,
    "conclude": conclude_request,
    "confirm": confirm_request,
    "reject": reject_request,
    "unreachable": note_unreachable,
    "cancel": cancel_request,
    "merge": merge_request,
    "reopen": reopen_request,
    "sign_off": sign_off_request,
}
