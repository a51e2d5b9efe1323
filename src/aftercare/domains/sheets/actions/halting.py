"""What the house does where whoever handed an import in may no longer carry it out."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.sheets.events import ImportDropped, ImportStopped, UndoRefused
from aftercare.domains.sheets.models import SheetImport
from aftercare.domains.sheets.policies import may_halt_imports
from aftercare.domains.sheets.states import FLOW, ImportState
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require

ENDS = {ImportState.CHECKING: "drop", ImportState.RUNNING: "stop", ImportState.UNDOING: "keep"}


@transaction.atomic
def halt_import(actor: Actor, sheet_import: SheetImport, *, at: datetime) -> SheetImport | None:
    """Let the work in hand rest: what is written stands. None where nothing is in hand."""
    require(may_halt_imports(actor))
    held = lock(SheetImport.objects.all(), sheet_import.id)
    verb = ENDS.get(ImportState(held.state))
    if verb is None:
        return None
    move = FLOW.move(held, verb)
    held.ended_at = at
    held.save()
    told = {
        "drop": ImportDropped(import_id=held.id),
        "stop": ImportStopped(import_id=held.id, rows=held.dealt_with),
        "keep": UndoRefused(import_id=held.id, rows=held.created + held.changed - held.dealt_with),
    }
    publish(actor, told[verb], at=at, move=move)
    return held
