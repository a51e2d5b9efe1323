"""What the page of an import shows in each of its states."""

from typing import Any

from django.http import QueryDict

from aftercare.domains.sheets.actions.checking import COUNTED
from aftercare.domains.sheets.columns import LAYOUTS
from aftercare.domains.sheets.models import Outcome, SheetImport, SheetRow
from aftercare.domains.sheets.queries import blockers_of, outcomes_of
from aftercare.domains.sheets.queries.reading import first_lines
from aftercare.domains.sheets.states import AT_WORK, FLOW, ImportState
from aftercare.kit.actor import Actor
from aftercare.kit.paging import page
from aftercare.surfaces.console.administration.imports.forms import ColumnsForm
from aftercare.surfaces.console.administration.imports.words import AT_WORK as TOLD
from aftercare.surfaces.console.administration.imports.words import COUNTS, LOOKS, MOVES

MAPPED = (ImportState.UPLOADED, ImportState.READY)


def shown_import(actor: Actor, one: SheetImport, cursor: str | None) -> dict[str, Any]:
    """The state, the counts, the refused rows, the buttons, and the columns where they may still be chosen."""
    at_work = one.state in AT_WORK
    blocked = blockers_of(one) if one.state in (ImportState.DONE, ImportState.UNDONE) else SheetRow.objects.none()
    why = blocked if blocked.exists() else outcomes_of(one, Outcome.REFUSED)
    found = page(why, sort="place", cursor=cursor)
    return {
        "one": one,
        "look": LOOKS[one.state],
        "noun": LAYOUTS[one.noun].label,
        "at_work": at_work,
        "told": str(TOLD[ImportState(one.state)]) % {"done": one.dealt_with, "all": _to_do(one)} if at_work else "",
        "most": _to_do(one) or 1,
        "tiles": _tiles(one),
        "lines": [(row, _problems(one, row)) for row in found.items],
        "cursor": found.next,
        "blocked": why is blocked,
        "moves": [(verb, MOVES[verb]) for verb in FLOW.verbs(one.state) if verb in MOVES and _open(one, verb)],
        "form": columns_form(one, None) if one.state in MAPPED else None,
    }


def columns_form(one: SheetImport, sent: QueryDict | None) -> ColumnsForm:
    """A choice for each heading, with what stands in the first rows."""
    return ColumnsForm(sent, of=one, lines=first_lines(one))


def _to_do(one: SheetImport) -> int:
    return one.created + one.changed if one.state == ImportState.UNDOING else one.rows


def _open(one: SheetImport, verb: str) -> bool:
    """Whether the button leads anywhere: what would write nothing is not carried out, nor undone."""
    return bool(one.created or one.changed) or verb in ("stop", "drop")


def _tiles(one: SheetImport) -> list[tuple[Any, ...]]:
    """How rows ended, or would end."""
    if one.state in (ImportState.UPLOADED, ImportState.DROPPED):
        return []
    before = one.state in (ImportState.CHECKING, ImportState.READY)
    return [
        (
            COUNTS[name][0 if before else 1],
            getattr(one, name),
            COUNTS[name][2],
            COUNTS[name][3] if getattr(one, name) else "",
        )
        for name in COUNTED
    ]


def _problems(one: SheetImport, row: SheetRow) -> list[str]:
    return [problem["sentence"] for problem in row.problems]
