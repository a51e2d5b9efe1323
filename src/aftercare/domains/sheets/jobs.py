"""Queued work of the room: checking, writing and undoing, some rows in a transaction.

A worker that is killed leaves the job to another, which goes on behind the last rows that were written.
"""

from collections.abc import Iterator
from functools import wraps
from typing import Any, Protocol

from django.utils import translation

from aftercare.domains.accounts.queries import actor_for
from aftercare.domains.sheets.actions import (
    begin_check,
    check_rows,
    finish_import,
    finish_undo,
    halt_import,
    keep_import,
    look_at_rows,
    present_import,
    take_rows_back,
    write_rows,
)
from aftercare.domains.sheets.actions.undoing import PAST_THE_LAST
from aftercare.domains.sheets.columns import LAYOUTS
from aftercare.domains.sheets.groups import some_at_a_time
from aftercare.domains.sheets.models import SheetImport
from aftercare.domains.sheets.plans import Row
from aftercare.domains.sheets.queries import lines_of
from aftercare.domains.sheets.queries.planning.earlier import Earlier
from aftercare.domains.sheets.states import ImportState
from aftercare.kit.actor import Actor, system
from aftercare.kit.clock import now
from aftercare.kit.errors import NotAllowed
from aftercare.kit.jobs import job

SOME = 500  # rows of a transaction, and the rest of the last record


class Work(Protocol):
    """What a job does for whoever handed the import in."""

    def __call__(self, actor: Actor, sheet_import: SheetImport, /) -> None: ...


def _for_whoever_handed_it_in(work: Work) -> Any:
    """Work as that person, with the rights of this moment and in their language; without the rights it rests."""

    @wraps(work)
    def done(import_id: str) -> None:
        known = SheetImport.objects.select_related("uploaded_by").filter(pk=import_id).first()
        if known is None:
            return
        with translation.override(known.language or None):
            try:
                work(_actor(known), known)
            except NotAllowed:
                halt_import(system("import"), known, at=now())

    return done


def _actor(sheet_import: SheetImport) -> Actor:
    person = sheet_import.uploaded_by
    if person is None:
        return system("import")
    if not person.is_active:
        raise NotAllowed()
    return actor_for(person, via="import", at=now())


def _some(sheet_import: SheetImport, *, after: int = 0) -> Iterator[list[Row]]:
    return some_at_a_time(LAYOUTS[sheet_import.noun], lines_of(sheet_import, after=after), SOME)


@job("sheets.check")
@_for_whoever_handed_it_in
def check(actor: Actor, sheet_import: SheetImport) -> None:
    """Look at every row; one who was killed in the middle begins anew, because nothing was written."""
    held = begin_check(actor, sheet_import, at=now())
    earlier: Earlier = {}
    for rows in _some(sheet_import) if held else ():
        held = check_rows(actor, held, rows=rows, earlier=earlier, at=now()) if held else None
    if held is not None:
        present_import(actor, held, at=now())


@job("sheets.run")
@_for_whoever_handed_it_in
def run(actor: Actor, sheet_import: SheetImport) -> None:
    """Write the rows that are not written yet."""
    held: SheetImport | None = sheet_import if sheet_import.state == ImportState.RUNNING else None
    for rows in _some(sheet_import, after=sheet_import.position) if held else ():
        held = write_rows(actor, held, rows=rows, at=now()) if held else None
        if held is None:
            return
    if held is not None:
        finish_import(actor, held, at=now())


@job("sheets.undo")
@_for_whoever_handed_it_in
def undo(actor: Actor, sheet_import: SheetImport) -> None:
    """Take everything back, or nothing where something of it is in use."""
    before: int | None = PAST_THE_LAST if not sheet_import.dealt_with else None
    while before is not None:
        before = look_at_rows(actor, sheet_import, ahead_of=before, at=now())
    if keep_import(actor, sheet_import, at=now()) is not None:
        return
    while take_rows_back(actor, sheet_import, at=now()):
        pass
    finish_undo(actor, sheet_import, at=now())
