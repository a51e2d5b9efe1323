"""How a record is written: whose it is, and where everything that was typed goes."""

from dataclasses import dataclass, field
from datetime import datetime

from aftercare.domains.fieldwork.actions.lines import Lines, lines_of, write_lines
from aftercare.domains.fieldwork.checks import MINUTES, check_draft, check_times
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.fieldwork.errors import NotAPicture, RecordAccepted
from aftercare.domains.fieldwork.models import UNNAMED, ServiceRecord
from aftercare.domains.fieldwork.queries import faults_named
from aftercare.domains.fieldwork.states import RecordState
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.kit.files import check_file, keep_file
from aftercare.kit.locking import lock

HELD = ServiceRequest.objects.select_related("kind", "product__category", "problem_type__category").defer("search")
WORDS = ("problem", "work_done", "next_advice", "signature_missing_reason")
TIMES = ("started_at", "arrived_at", "finished_at")
FAULTS = ("symptom", "cause", "remedy")


@dataclass(slots=True)
class Sheet:
    """A record in hand with the lines that were typed; `fresh` while it is in no table yet."""

    record: ServiceRecord
    fresh: bool
    lines: Lines = field(default_factory=Lines)


def hold(request: ServiceRequest) -> ServiceRequest:
    """The request as it stands now, locked until the transaction ends; its records change under this lock only."""
    return lock(HELD, request.pk)


def attempt_at(request: ServiceRequest, instant: datetime) -> Attempt | None:
    """The attempt that was under way at an instant, or else the latest."""
    attempts = list(Attempt.objects.filter(request=request).select_related("engineer").order_by("-position"))
    under_way = (a for a in attempts if a.opened_at <= instant and (a.ended_at is None or a.ended_at >= instant))
    return next(under_way, attempts[0] if attempts else None)


def sheet_for(actor: Actor, request: ServiceRequest, attempt: Attempt, at: datetime) -> Sheet:
    """The attempt's record, or a new one; an accepted one is refused."""
    kept = ServiceRecord.objects.filter(attempt=attempt).first()
    record = kept or ServiceRecord(attempt=attempt, written_by=actor.id, written_at=at)
    record.request, record.attempt = request, attempt
    if record.state == RecordState.ACCEPTED or request.signed_off_at is not None:
        raise RecordAccepted()
    record.engineer_id, record.assignee_id = attempt.engineer_id, attempt.assignee_id
    return Sheet(record, fresh=kept is None)


def type_in(actor: Actor, sheet: Sheet, draft: RecordDraft, *, at: datetime) -> None:
    """Put what was given in its place; nothing is saved yet, but a signature is kept."""
    check_draft(draft)
    record = sheet.record
    for name in (*WORDS, *MINUTES, *TIMES):
        if (given := getattr(draft, name)) is not None:
            setattr(record, name, given)
    check_times(record.started_at, record.arrived_at, record.finished_at)
    _name_faults(record, draft)
    sheet.lines = lines_of(record, draft)
    if draft.signed_by is not None:
        record.signer_name = draft.signed_by.strip()
    if draft.signature:
        signed = check_file(UNNAMED, draft.signature)
        if not signed.is_picture:
            raise NotAPicture(name=UNNAMED)
        record.signature = keep_file(signed, subject=record.ref, role="signature", actor=actor, at=at)
        record.signature_missing_reason = ""


def _name_faults(record: ServiceRecord, draft: RecordDraft) -> None:
    given = {name: code for name in FAULTS if (code := getattr(draft, name)) is not None}
    if not given:
        return
    named = faults_named(record.request, {name: code for name, code in given.items() if code})
    for name in given:
        setattr(record, name, named.get(name))


def save_sheet(sheet: Sheet) -> None:
    """Write the row and then its lines."""
    sheet.record.save(force_insert=sheet.fresh)
    write_lines(sheet.record, sheet.lines, fresh=sheet.fresh)
