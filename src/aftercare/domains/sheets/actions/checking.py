"""The rows of an import held against what is here, some at a time: refused ones are noted, nothing else is written."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from aftercare.domains.sheets.events import ImportChecked
from aftercare.domains.sheets.models import Outcome, SheetImport, SheetRow
from aftercare.domains.sheets.plans import Plan, Row
from aftercare.domains.sheets.policies import may_use_import
from aftercare.domains.sheets.queries.planning import PLANNERS
from aftercare.domains.sheets.queries.planning.earlier import Earlier
from aftercare.domains.sheets.states import FLOW, ImportState
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require
from aftercare.kit.rows import insert_rows

COUNTED = ("created", "changed", "same", "refused")


@transaction.atomic
def begin_check(actor: Actor, sheet_import: SheetImport, *, at: datetime) -> SheetImport | None:
    """Begin with the first row, also where a check before broke off; None where it is no longer wanted."""
    require(may_use_import(actor, sheet_import))
    held = lock(SheetImport.objects.all(), sheet_import.id)
    if held.state != ImportState.CHECKING:
        return None
    SheetRow.objects.filter(sheet_import=held).delete()
    for name in ("position", "dealt_with", *COUNTED):
        setattr(held, name, 0)
    held.save()
    return held


@transaction.atomic
def check_rows(
    actor: Actor, sheet_import: SheetImport, *, rows: Sequence[Row], earlier: Earlier, at: datetime
) -> SheetImport | None:
    """Hold some rows against what is here; None where somebody else has the work, or nobody wants it any more."""
    require(may_use_import(actor, sheet_import))
    held = lock(SheetImport.objects.all(), sheet_import.id)
    if held.state != ImportState.CHECKING or held.position != sheet_import.position:
        return None
    plans = PLANNERS[held.noun](actor, rows, earlier=earlier, try_new=True, at=at)
    insert_rows([_refused(held, plan) for plan in plans if plan.ending == "refused"])
    count(held, Counter(plan.ending for plan in plans), rows)
    return held


@transaction.atomic
def present_import(actor: Actor, sheet_import: SheetImport, *, at: datetime) -> SheetImport:
    """Every row was looked at: whoever handed it in decides."""
    require(may_use_import(actor, sheet_import))
    held = lock(SheetImport.objects.all(), sheet_import.id)
    move = FLOW.move(held, "present")
    held.save()
    publish(actor, ImportChecked(import_id=held.id, **counts_of(held)), at=at, move=move)
    return held


def count(held: SheetImport, endings: Counter[str], rows: Sequence[Row]) -> None:
    """Note how rows ended and how far the work is."""
    for name in COUNTED:
        setattr(held, name, getattr(held, name) + endings[name])
    held.position = rows[-1].place
    held.dealt_with += sum(endings.values())
    held.save()


def counts_of(held: SheetImport) -> dict[str, int]:
    """How its rows ended so far."""
    return {name: getattr(held, name) for name in COUNTED}


def _refused(held: SheetImport, plan: Plan) -> SheetRow:
    problems = [{"column": one.column, "sentence": one.sentence} for one in plan.problems]
    return SheetRow(sheet_import=held, place=plan.row.place, outcome=Outcome.REFUSED, problems=problems)
