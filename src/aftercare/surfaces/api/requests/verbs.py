"""Which command each move of a request enters through: dispatch gives out, fieldwork reports, feedback calls back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aftercare.domains.dispatch.actions import Slot, assign_by_hand, auto_assign, unlock_by_hand
from aftercare.domains.feedback.actions import confirm_by_call, record_unreachable, reject_by_call
from aftercare.domains.fieldwork.actions import fail_visit, handle_visit, sign_off_visit
from aftercare.domains.requests.actions import (
    cancel_request,
    conclude_request,
    decline_request,
    merge_request,
    reopen_request,
    resume_request,
    start_request,
    suspend_request,
    withdraw_request,
)
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.surfaces.api.requests.bodies import VisitGiven
from aftercare.surfaces.api.requests.records import CorrectionGiven, RecordGiven, RecordTyped


def assign(actor: Actor, request: ServiceRequest, *, visit: VisitGiven | None, **given: Any) -> None:
    """Give it to somebody, with a slot where one is named."""
    slot = Slot(visit.from_, visit.to) if visit else None
    assign_by_hand(actor, request, slot=slot, **given)


def handle(actor: Actor, request: ServiceRequest, *, record: RecordGiven, **given: Any) -> None:
    """Report it solved, with the record of what was done."""
    handle_visit(actor, request, record=record.draft(), **given)


def fail(actor: Actor, request: ServiceRequest, *, record: RecordTyped | None, **given: Any) -> None:
    """Report it not solved, with the record where one is given."""
    fail_visit(actor, request, record=record.draft() if record else None, **given)


def sign_off(actor: Actor, request: ServiceRequest, *, corrections: Sequence[CorrectionGiven], **given: Any) -> None:
    """Accept the figures, corrected where that is said, or send them back."""
    sign_off_visit(actor, request, corrections=[correction.correction() for correction in corrections], **given)


VERBS: Mapping[str, Callable[..., Any]] = {
    "assign": assign,
    "auto_assign": auto_assign,
    "withdraw": withdraw_request,
    "decline": decline_request,
    "start": start_request,
    "suspend": suspend_request,
    "resume": resume_request,
    "handle": handle,
    "fail": fail,
    "unlock": unlock_by_hand,
    "conclude": conclude_request,
    "confirm": confirm_by_call,
    "reject": reject_by_call,
    "unreachable": record_unreachable,
    "cancel": cancel_request,
    "merge": merge_request,
    "reopen": reopen_request,
    "sign_off": sign_off,
}
