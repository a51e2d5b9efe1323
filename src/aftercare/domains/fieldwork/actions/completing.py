"""How a record is completed: with its result, what the attempt knows by itself, and all that its kind asks for."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from aftercare.domains.fieldwork.actions.following import failed_items, follow_up
from aftercare.domains.fieldwork.actions.lines import kept
from aftercare.domains.fieldwork.actions.writing import Sheet, save_sheet
from aftercare.domains.fieldwork.checks import check_times
from aftercare.domains.fieldwork.completeness import check_complete
from aftercare.domains.fieldwork.events import Amounts, Pieces, RecordWritten
from aftercare.domains.fieldwork.models import (
    ChecklistAnswer,
    RecordCost,
    RecordPart,
    RecordReading,
    RecordResult,
    ServiceRecord,
)
from aftercare.domains.fieldwork.policies import on_behalf
from aftercare.domains.fieldwork.queries import photos_of, rule_for
from aftercare.domains.fieldwork.states import FLOW
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.ledger import facts_of
from aftercare.kit.states import Moved


def complete(actor: Actor, sheet: Sheet, result: RecordResult, *, at: datetime, done_at: datetime) -> ServiceRecord:
    """Close the record with its result: fill in what the attempt knows, check what is missing, save and publish."""
    record, attempt = sheet.record, sheet.record.attempt
    record.written_by, record.written_at = actor.id, at
    _fill_in(record, done_at)
    check_times(record.started_at, record.arrived_at, record.finished_at)
    if result == RecordResult.SOLVED:
        check_required(record)
    record.labour_minutes = record.labour_minutes or 0
    if record.billable_minutes is None:
        record.billable_minutes = record.labour_minutes
    record.result = result
    move = FLOW.move(record, "complete")
    if sheet.fresh:
        move = Moved("write", "", move.entered)
    save_sheet(sheet)
    publish(
        actor,
        _written(sheet),
        at=done_at,
        move=move,
        context_id=record.request_id,
        on_behalf=on_behalf(actor, attempt),
    )
    follow_up(actor, record, kept_answers(sheet), at=at)
    return record


def check_required(record: ServiceRecord) -> None:
    """Refuse what the rule of the request's kind finds incomplete."""
    rule = rule_for(record.request.kind_id)
    check_complete(record, rule, photographed=rule.require_photo and bool(photos_of([record])))


def _fill_in(record: ServiceRecord, ended_at: datetime) -> None:
    """The times nobody typed, from what was reported on the way; one that would not fit stays open."""
    record.finished_at = record.finished_at or ended_at
    if record.arrived_at is None:
        record.arrived_at = _before(record.finished_at, _arrival(record))
    first = record.arrived_at or record.finished_at
    if record.started_at is None:
        record.started_at = _before(first, record.attempt.started_at)


def _arrival(record: ServiceRecord) -> datetime | None:
    steps = facts_of(record.request.ref).filter(kind="request.progressed", data__step="arrived")
    arrived = steps.filter(data__attempt=record.attempt.position).order_by("-seq").first()
    return arrived.at if arrived else None


def _before(latest: datetime, instant: datetime | None) -> datetime | None:
    return instant if instant is not None and instant <= latest else None


def _written(sheet: Sheet) -> RecordWritten:
    record = sheet.record
    return RecordWritten(
        record_id=record.id,
        request_id=record.request_id,
        attempt=record.attempt.position,
        result=record.result,
        labour_minutes=record.labour_minutes or 0,
        travel_minutes=record.travel_minutes,
        billable_minutes=record.billable_minutes or 0,
        engineer_id=record.engineer_id,
        assignee_id=record.assignee_id,
        device_id=record.request.device_id,
        started_at=record.started_at,
        arrived_at=record.arrived_at,
        finished_at=record.finished_at,
        symptom_id=record.symptom_id,
        cause_id=record.cause_id,
        remedy_id=record.remedy_id,
        parts=pieces(kept_parts(sheet)),
        costs=amounts(kept_costs(sheet)),
        failed_items=failed_items(kept_answers(sheet)),
        signed=record.customer_signed,
    )


def kept_parts(sheet: Sheet) -> list[RecordPart]:
    """The parts as they stand."""
    return kept(RecordPart, sheet.record, sheet.lines.parts, fresh=sheet.fresh)


def kept_costs(sheet: Sheet) -> list[RecordCost]:
    """The costs as they stand."""
    return kept(RecordCost, sheet.record, sheet.lines.costs, fresh=sheet.fresh)


def kept_answers(sheet: Sheet) -> list[ChecklistAnswer]:
    """The answers as they stand."""
    return kept(ChecklistAnswer, sheet.record, sheet.lines.answers, fresh=sheet.fresh)


def kept_readings(sheet: Sheet) -> list[RecordReading]:
    """The readings as they stand."""
    return kept(RecordReading, sheet.record, sheet.lines.readings, fresh=sheet.fresh)


def pieces(parts: Iterable[RecordPart]) -> Pieces:
    """What was used, for the ledger: part numbers and quantities; parts outside the catalog by nothing but quantity."""
    return tuple((part.part_number, Decimal(part.quantity)) for part in parts)


def amounts(costs: Iterable[RecordCost]) -> Amounts:
    """What was spent, for the ledger."""
    return tuple((cost.kind, Decimal(cost.amount), cost.currency) for cost in costs)
