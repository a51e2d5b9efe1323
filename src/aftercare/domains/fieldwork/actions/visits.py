"""Report an attempt with its record: solved, or not. Record and move are one transaction."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.fieldwork.actions.completing import complete
from aftercare.domains.fieldwork.actions.writing import Sheet, attempt_at, hold, sheet_for, type_in
from aftercare.domains.fieldwork.drafts import NOTHING_TYPED, RecordDraft
from aftercare.domains.fieldwork.models import RecordResult
from aftercare.domains.fieldwork.policies import may_write_record
from aftercare.domains.requests.actions import fail_request, handle_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_move
from aftercare.domains.requests.states import FLOW
from aftercare.kit.actor import Actor
from aftercare.kit.instants import when_done
from aftercare.kit.permissions import require

TAKEN_BY_THE_CLOCK = "lapsed"


@transaction.atomic
def handle_visit(
    actor: Actor,
    request: ServiceRequest,
    *,
    at: datetime,
    record: RecordDraft | None = None,
    done_at: datetime | None = None,
) -> ServiceRequest:
    """Report it solved: complete the record with what is given and was typed before, then hand over to the call-back.

    Without either there is no record, and the request is not handled.
    """
    done, sheet = _sheet_of_report(actor, request, "handle", done_at=done_at, at=at)
    if sheet is not None and (record is not None or not sheet.fresh):
        type_in(actor, sheet, record or NOTHING_TYPED, at=at)
        complete(actor, sheet, RecordResult.SOLVED, at=at, done_at=done)
    work_done = sheet.record.work_done if sheet else ""
    return handle_request(actor, request, at=at, done_at=done_at, work_done=work_done)


@transaction.atomic
def fail_visit(
    actor: Actor,
    request: ServiceRequest,
    *,
    outcome: str,
    at: datetime,
    note: str = "",
    record: RecordDraft | None = None,
    done_at: datetime | None = None,
) -> ServiceRequest:
    """Report that it is not solved; what was typed or is given is kept as the record of the attempt."""
    done, sheet = _sheet_of_report(actor, request, "fail", done_at=done_at, at=at)
    if sheet is not None and (record is not None or not sheet.fresh):
        type_in(actor, sheet, record or NOTHING_TYPED, at=at)
        complete(actor, sheet, RecordResult.FAILED, at=at, done_at=done)
    return fail_request(actor, request, outcome=outcome, note=note, at=at, done_at=done_at)


def _sheet_of_report(
    actor: Actor, request: ServiceRequest, verb: str, *, done_at: datetime | None, at: datetime
) -> tuple[datetime, Sheet | None]:
    """When it was done, and the record of it; no record where the move is going to be refused, which the request says
    best.

    A report from a phone that was offline may find its attempt taken away by the clock; the record is written
    nevertheless, because the request takes such a move back (or refuses, and then nothing is written).
    """
    held = hold(request)
    done = when_done(done_at, since=held.submitted_at, at=at)
    attempt = attempt_at(held, done)
    if attempt is None or done >= at:
        require(may_move(actor, verb, held))
        FLOW.check(held.state, verb, next(iter(FLOW.moves[verb].targets)))
    if attempt is None or (attempt.ended_at is not None and attempt.result != TAKEN_BY_THE_CLOCK):
        return done, None
    require(may_write_record(actor, attempt, held))
    return done, sheet_for(actor, held, attempt, at)
