"""The rows of an import written, some in a transaction: whoever goes on after a kill begins behind the last of them."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from aftercare.domains.sheets.actions.checking import count, counts_of
from aftercare.domains.sheets.actions.writing import Written, write_plans
from aftercare.domains.sheets.columns import LAYOUTS
from aftercare.domains.sheets.events import ImportDone
from aftercare.domains.sheets.groups import in_turns
from aftercare.domains.sheets.models import Outcome, SheetImport, SheetRow
from aftercare.domains.sheets.plans import Row
from aftercare.domains.sheets.policies import may_use_import
from aftercare.domains.sheets.queries.planning import PLANNERS
from aftercare.domains.sheets.states import FLOW, ImportState
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.ledger import last_recorded
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require
from aftercare.kit.rows import insert_rows


@transaction.atomic
def write_rows(actor: Actor, sheet_import: SheetImport, *, rows: Sequence[Row], at: datetime) -> SheetImport | None:
    """Write some rows and how far it is, in one transaction; None where it was stopped or another worker has it."""
    require(may_use_import(actor, sheet_import))
    held = lock(SheetImport.objects.all(), sheet_import.id)
    if held.state != ImportState.RUNNING or held.position != sheet_import.position:
        return None
    known = SheetRow.objects.filter(sheet_import=held, place__in=[row.place for row in rows])
    refused = set(known.values_list("place", flat=True))
    told: list[Written] = []
    for some in in_turns(LAYOUTS[held.noun], [row for row in rows if row.place not in refused]):
        plans = PLANNERS[held.noun](actor, some, earlier={}, try_new=False, at=at)
        told += write_plans(actor, held.noun, plans, at)
    mark = last_recorded()
    insert_rows([_row(held, one, mark) for one in told if one.ending != "same"])
    count(held, Counter(one.ending for one in told), rows)
    return held


def _row(held: SheetImport, one: Written, mark: int) -> SheetRow:
    return SheetRow(
        sheet_import=held,
        place=one.place,
        outcome=Outcome(one.ending),
        thing_kind=one.kind,
        thing_id=one.id,
        mark=mark,
        steps=one.steps,
        problems=[{"column": problem.column, "sentence": problem.sentence} for problem in one.problems],
    )


@transaction.atomic
def finish_import(actor: Actor, sheet_import: SheetImport, *, at: datetime) -> SheetImport:
    """Every row was dealt with."""
    require(may_use_import(actor, sheet_import))
    held = lock(SheetImport.objects.all(), sheet_import.id)
    move = FLOW.move(held, "finish")
    held.ended_at = at
    held.save()
    publish(actor, ImportDone(import_id=held.id, **counts_of(held)), at=at, move=move)
    return held
