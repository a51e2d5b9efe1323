"""Carry an import out, stop it, go on, and undo it as a whole; the work itself is done by jobs."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.sheets.errors import NothingToUndo
from aftercare.domains.sheets.events import ImportBegun, ImportStopped, UndoBegun
from aftercare.domains.sheets.models import Outcome, SheetImport
from aftercare.domains.sheets.policies import may_use_import
from aftercare.domains.sheets.queries.reading import outcomes_of
from aftercare.domains.sheets.states import FLOW, ImportState
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.jobs import put_jobs
from aftercare.kit.locking import as_expected, lock
from aftercare.kit.permissions import require


@transaction.atomic
def run_import(actor: Actor, sheet_import: SheetImport, *, at: datetime, expected: int | None = None) -> SheetImport:
    """Write its rows, or the rest of them after it was stopped; refused ones stay out."""
    held = _held(actor, sheet_import)
    as_expected(held, expected)
    goes_on = held.state == ImportState.STOPPED
    move = FLOW.move(held, "run")
    if not goes_on:
        held.position = held.created = held.changed = held.same = 0
        held.dealt_with = held.refused
    held.ended_at = None
    held.save()
    publish(actor, ImportBegun(import_id=held.id, noun=held.noun), at=at, move=move)
    put_jobs("sheets.run", [{"import_id": str(held.id)}])
    return held


@transaction.atomic
def stop_import(actor: Actor, sheet_import: SheetImport, *, at: datetime) -> SheetImport:
    """Write no further rows; those that are written stand, and can be undone."""
    held = _held(actor, sheet_import)
    move = FLOW.move(held, "stop")
    held.ended_at = at
    held.save()
    publish(actor, ImportStopped(import_id=held.id, rows=held.dealt_with), at=at, move=move)
    return held


@transaction.atomic
def undo_import(actor: Actor, sheet_import: SheetImport, *, at: datetime) -> SheetImport:
    """Take back everything it wrote, unless something of that is in use or was changed since: then nothing is."""
    held = _held(actor, sheet_import)
    FLOW.check(held.state, "undo")
    if not (held.created or held.changed):
        raise NothingToUndo(number=held.number)
    move = FLOW.move(held, "undo")
    outcomes_of(held).exclude(outcome=Outcome.REFUSED).exclude(problems=[]).update(problems=[])
    held.position = held.dealt_with = 0
    held.save()
    publish(actor, UndoBegun(import_id=held.id), at=at, move=move)
    put_jobs("sheets.undo", [{"import_id": str(held.id)}])
    return held


def _held(actor: Actor, sheet_import: SheetImport) -> SheetImport:
    require(may_use_import(actor, sheet_import))
    return lock(SheetImport.objects.all(), sheet_import.id)
