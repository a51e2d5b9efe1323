"""Keep what is being typed, and correct what was written as long as it is not accepted."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from aftercare.domains.accounts.actions import close_tasks_about
from aftercare.domains.fieldwork.actions.completing import (
    check_required,
    kept_answers,
    kept_costs,
    kept_parts,
    kept_readings,
)
from aftercare.domains.fieldwork.actions.following import follow_up
from aftercare.domains.fieldwork.actions.lines import plain
from aftercare.domains.fieldwork.actions.writing import (
    FAULTS,
    TIMES,
    WORDS,
    Sheet,
    attempt_at,
    hold,
    save_sheet,
    sheet_for,
    type_in,
)
from aftercare.domains.fieldwork.checks import MINUTES
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.fieldwork.errors import NothingToWriteAbout
from aftercare.domains.fieldwork.events import Changes, RecordBegun, RecordCorrected
from aftercare.domains.fieldwork.models import RecordResult, ServiceRecord
from aftercare.domains.fieldwork.policies import may_write_record, on_behalf
from aftercare.domains.fieldwork.states import FLOW, RecordState
from aftercare.domains.requests.actions import resubmit_request
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.permissions import require
from aftercare.kit.states import Moved

SENT_BACK = "service_record.sent_back"
UNTOLD = frozenset({*WORDS, "signed_by", "answers", "readings"})  # of which a correction only says that they differ


@transaction.atomic
def save_draft_record(
    actor: Actor, request: ServiceRequest, *, record: RecordDraft, at: datetime, done_at: datetime | None = None
) -> ServiceRecord:
    """Keep what has been typed so far about the attempt of that time; typing further is not worth a fact."""
    held = hold(request)
    attempt = written_about(actor, held, done_at or at)
    sheet = sheet_for(actor, held, attempt, at)
    if sheet.record.state != RecordState.DRAFT:
        return _correct(actor, sheet, record, at=at)
    type_in(actor, sheet, record, at=at)
    begin(actor, sheet, at=at)
    return sheet.record


def written_about(actor: Actor, request: ServiceRequest, instant: datetime) -> Attempt:
    """The attempt of that time, once the actor may write about it."""
    attempt = attempt_at(request, instant)
    if attempt is None:
        raise NothingToWriteAbout()
    require(may_write_record(actor, attempt, request))
    return attempt


def begin(actor: Actor, sheet: Sheet, *, at: datetime) -> None:
    """Save a draft; that it was begun is told once."""
    save_sheet(sheet)
    if sheet.fresh:
        record = sheet.record
        fact = RecordBegun(record_id=record.id, request_id=record.request_id, attempt=record.attempt.position)
        behalf = on_behalf(actor, record.attempt)
        publish(
            actor, fact, at=at, move=Moved("begin", "", record.state), context_id=record.request_id, on_behalf=behalf
        )


@transaction.atomic
def correct_record(actor: Actor, record: ServiceRecord, *, changes: RecordDraft, at: datetime) -> ServiceRecord:
    """Change a record that is complete or was sent back; what it must hold it holds afterwards too."""
    attempt = Attempt.objects.select_related("request", "engineer").get(pk=record.attempt_id)
    held = hold(attempt.request)
    require(may_write_record(actor, attempt, held))
    return _correct(actor, sheet_for(actor, held, attempt, at), changes, at=at)


def _correct(actor: Actor, sheet: Sheet, changes: RecordDraft, *, at: datetime) -> ServiceRecord:
    record = sheet.record
    move = FLOW.check(record.state, "correct")
    before, charged = _figures(sheet), record.charges_all_labour
    type_in(actor, sheet, changes, at=at)
    if charged and changes.billable_minutes is None:
        record.billable_minutes = record.labour_minutes
    if record.result == RecordResult.SOLVED:
        check_required(record)
    told = tuple(_differences(before, _figures(sheet)))
    if not told and move.left == move.entered:
        return record
    move = FLOW.move(record, "correct")
    record.sent_back_for = ""
    save_sheet(sheet)
    fact = RecordCorrected(record_id=record.id, request_id=record.request_id, changes=told)
    publish(actor, fact, at=at, move=move, context_id=record.request_id, on_behalf=on_behalf(actor, record.attempt))
    close_tasks_about(actor, record.ref, kinds=(SENT_BACK,), at=at)
    if move.left == RecordState.SENT_BACK:
        _hand_in_again(actor, record, at=at)
    follow_up(actor, record, kept_answers(sheet), at=at)
    return record


def _hand_in_again(actor: Actor, record: ServiceRecord, *, at: datetime) -> None:
    """The request is to be signed off again once none of its records waits for a correction."""
    if not ServiceRecord.objects.filter(request=record.request_id, state=RecordState.SENT_BACK).exists():
        resubmit_request(actor, record.attempt.request, at=at)


def _figures(sheet: Sheet) -> dict[str, Any]:
    """What a correction is told by: every field, and the lines of parts and costs as they are counted."""
    record = sheet.record
    figures = {name: getattr(record, name) for name in (*MINUTES, *TIMES, *WORDS, *(f"{fault}_id" for fault in FAULTS))}
    figures |= {"signature_id": record.signature_id, "signed_by": record.signed_by}
    figures["parts"] = _joined(f"{line.part_number}×{plain(line.quantity)}" for line in kept_parts(sheet))
    figures["answers"] = [(a.item, a.text, a.answer, a.passed) for a in kept_answers(sheet)]
    figures["readings"] = [(r.name, plain(r.value), r.unit) for r in kept_readings(sheet)]
    figures["costs"] = _joined(f"{line.kind} {plain(line.amount)} {line.currency}" for line in kept_costs(sheet))
    return figures


def _joined(lines: Iterable[str]) -> str:
    return ", ".join(lines)


def _differences(before: dict[str, Any], after: dict[str, Any]) -> Changes:
    """The fields that differ with their values; of words, answers and readings only that they do."""
    return tuple(
        (name, "", "") if name in UNTOLD else (name, _told(before[name]), _told(after[name]))
        for name in before
        if before[name] != after[name]
    )


def _told(value: Any) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, datetime) else str(value)
