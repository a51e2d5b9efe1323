"""An import undone, some rows in a transaction: first every row is looked at, then the last go first."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.sheets.actions.writing import take_back
from aftercare.domains.sheets.events import ImportReversed, UndoRefused
from aftercare.domains.sheets.models import Outcome, SheetImport, SheetRow
from aftercare.domains.sheets.policies import may_use_import
from aftercare.domains.sheets.queries.reading import blockers_of
from aftercare.domains.sheets.queries.undoing import reasons_to_keep, to_undo
from aftercare.domains.sheets.states import FLOW, ImportState
from aftercare.kit.actor import Actor
from aftercare.kit.errors import Refusal
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require

SOME = 200
PAST_THE_LAST = 2_147_483_647


@transaction.atomic
def look_at_rows(actor: Actor, sheet_import: SheetImport, *, ahead_of: int, at: datetime) -> int | None:
    """Note of some rows why they can't be taken back; the place ahead of which to go on, None at the end."""
    held = _held(actor, sheet_import)
    rows = to_undo(held, before=ahead_of, most=SOME) if held.state == ImportState.UNDOING else []
    reasons = reasons_to_keep(held, rows) if rows else {}
    _note(rows, reasons)
    return rows[-1].place if rows else None


@transaction.atomic
def keep_import(actor: Actor, sheet_import: SheetImport, *, at: datetime) -> SheetImport | None:
    """Take nothing back where a row can't be; None where all can."""
    held = _held(actor, sheet_import)
    blocked = blockers_of(held).count()
    if held.state != ImportState.UNDOING or not blocked or held.dealt_with:
        return None
    move = FLOW.move(held, "keep")
    held.save()
    publish(actor, UndoRefused(import_id=held.id, rows=blocked), at=at, move=move)
    return held


@transaction.atomic
def take_rows_back(actor: Actor, sheet_import: SheetImport, *, at: datetime) -> bool:
    """Take some rows back, the last first; whether there may be more. What came into use meanwhile stays."""
    held = _held(actor, sheet_import)
    if held.state != ImportState.UNDOING:
        return False
    rows = to_undo(held, before=held.position or PAST_THE_LAST, most=SOME)
    if not rows:
        return False
    _note(rows, {place: reason for place, reason in take_back(actor, rows, at).items() if reason})
    gone = [row.id for row in rows if not row.problems]
    SheetRow.objects.filter(pk__in=gone).update(outcome=Outcome.UNDONE, steps=[])
    held.position, held.dealt_with = rows[-1].place, held.dealt_with + len(rows)
    held.save()
    return True


@transaction.atomic
def finish_undo(actor: Actor, sheet_import: SheetImport, *, at: datetime) -> SheetImport | None:
    """All that could be taken back is."""
    held = _held(actor, sheet_import)
    if held.state != ImportState.UNDOING:
        return None
    kept = blockers_of(held).count()
    move = FLOW.move(held, "take_back")
    held.ended_at = at
    held.save()
    publish(actor, ImportReversed(import_id=held.id, rows=held.dealt_with - kept, kept=kept), at=at, move=move)
    return held


def _held(actor: Actor, sheet_import: SheetImport) -> SheetImport:
    require(may_use_import(actor, sheet_import))
    return lock(SheetImport.objects.all(), sheet_import.id)


def _note(rows: list[SheetRow], reasons: dict[int, Refusal]) -> None:
    for row in rows:
        said = [{"column": "", "sentence": str(reasons[row.place])}] if row.place in reasons else []
        if row.problems != said:
            row.problems = said
            row.save(update_fields=["problems"])
