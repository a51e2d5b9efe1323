"""Imports: files of records, checked row by row, carried out and undone as a whole."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import File, Form, Query
from ninja.files import UploadedFile
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from aftercare.domains.sheets.actions import (
    check_import,
    drop_import,
    run_import,
    stop_import,
    undo_import,
    upload_import,
)
from aftercare.domains.sheets.columns import LAYOUTS
from aftercare.domains.sheets.models import SheetImport, SheetRow
from aftercare.domains.sheets.policies import RUN, visible_imports
from aftercare.domains.sheets.queries import heads_of, outcomes_of, refused_lines
from aftercare.domains.sheets.states import FLOW
from aftercare.domains.sheets.template import example_of, notes_of
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Nothing, Text
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.versions import unchanged
from aftercare.ui.sheets import sheet_answer

imports = Noun(
    "imports",
    "Imports 导入: files of customers, products, devices, agreements and orders, checked, carried out and undone as a "
    "whole.",
)
HERE = "/imports/{uuid:id}"
NounName = Literal["customers", "products", "devices", "agreements", "orders"]
FormatName = Literal["csv", "xlsx"]
OutcomeName = Literal["created", "changed", "refused", "undone"]
MAPPING = Field(
    None,
    description="For each heading, by its place from 1, the column it holds; headings that are not named are left out.",
    examples=[{"1": "external_id", "2": "name", "3": "phone"}],
    max_length=200,
)


class ImportCounts(TypedDict):
    """How rows ended; before the import is carried out, how they would end."""

    created: int
    changed: int
    same: int
    refused: int


class ImportShown(TypedDict):
    """An import."""

    id: UUID
    number: Annotated[str, Field(examples=["IM-2026-000007"])]
    noun: str
    state: Annotated[str, Field(examples=["uploaded", "checking", "ready", "running", "done", "undone"])]
    file_name: str
    encoding: str
    heads: list[str]
    mapping: dict[str, str]
    rows: int
    dealt_with: Annotated[int, Field(description="Rows that the work in hand is done with.")]
    counts: ImportCounts
    available_actions: list[str]
    uploaded_at: datetime
    ended_at: datetime | None
    version: int


class ProblemShown(TypedDict):
    """What is wrong with a row: in which column (empty: in the row as a whole), as a sentence."""

    column: str
    sentence: str


class ImportedRowShown(TypedDict):
    """A row that was written or refused."""

    place: Annotated[int, Field(description="The number of the row as a spreadsheet shows it.")]
    outcome: str
    thing_kind: str
    thing_id: UUID | None
    problems: list[ProblemShown]


class ImportQuery(Listing):
    """Which imports."""

    noun: NounName | None = None
    state: Text | None = Field(None, max_length=10)
    sort: Literal["created_at", "-created_at"] = "-created_at"


class RowQuery(Listing):
    """Which rows."""

    outcome: OutcomeName | None = None
    sort: Literal["place", "-place"] = "place"


class FormatQuery(BaseModel):
    """As which kind of file."""

    format: FormatName = "csv"


class CheckGiven(Body):
    """What the columns mean, where it is not what was proposed or remembered."""

    mapping: dict[str, Annotated[Text, Field(max_length=40)]] | None = MAPPING


VERBS = ("check", "run", "stop", "undo", "drop")


def _show(one: SheetImport) -> dict[str, Any]:
    plain = ("id", "number", "noun", "state", "file_name", "encoding", "heads", "mapping", "rows", "dealt_with",
             "uploaded_at", "ended_at", "version")  # fmt: skip
    return {
        **{name: getattr(one, name) for name in plain},
        "counts": {name: getattr(one, name) for name in ImportCounts.__annotations__},
        "available_actions": [verb for verb in FLOW.verbs(one.state) if verb in VERBS],
    }


def _show_row(row: SheetRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ImportedRowShown.__annotations__}


def _seen(call: Call) -> QuerySet[SheetImport]:
    require(may(call.actor, RUN))
    return visible_imports(call.actor)


@imports.lists("/imports", ImportShown)
def list_imports(call: Call, query: Query[ImportQuery]) -> dict[str, Any]:
    """List imports.

    One's own; with the right over the whole company everybody's.
    """
    return listed(_seen(call).filter(**query.filters()), query, each(_show))


@imports.makes("/imports", ImportShown)
def create_import(call: Call, file: UploadedFile = File(...), noun: NounName = Form(...)) -> dict[str, Any]:
    """Hand a file in.

    CSV (UTF-8 or GB18030) or .xlsx, at most 20 MB and 200,000 rows; the first line holds the headings. What they mean
    is proposed; nothing is written.
    """
    return _show(
        upload_import(
            call.actor, noun=noun, name=file.name or "", content=file, language=get_language() or "", at=call.at
        )
    )


@imports.reads(HERE, ImportShown)
def read_import(call: Call, id: UUID) -> dict[str, Any]:
    """Read an import.

    How far it is, and how its rows ended or would end.
    """
    return _show(found(_seen(call), id))


@imports.moves(f"{HERE}/check", ImportShown)
def check_an_import(call: Call, id: UUID, body: CheckGiven) -> dict[str, Any]:
    """Have every row checked.

    Against what is here, in the background; nothing is written. What the columns mean is remembered.
    """
    one = unchanged(call, found(_seen(call), id))
    return _show(check_import(call.actor, one, mapping=body.mapping, at=call.at))


@imports.moves(f"{HERE}/run", ImportShown)
def run_an_import(call: Call, id: UUID, body: Nothing) -> dict[str, Any]:
    """Carry an import out.

    In the background, some hundred rows in a transaction; refused rows stay out. A stopped one goes on.
    """
    return _show(run_import(call.actor, unchanged(call, found(_seen(call), id)), at=call.at))


@imports.moves(f"{HERE}/stop", ImportShown)
def stop_an_import(call: Call, id: UUID, body: Nothing) -> dict[str, Any]:
    """Stop an import.

    What is written stands; it can go on or be undone.
    """
    return _show(stop_import(call.actor, unchanged(call, found(_seen(call), id)), at=call.at))


@imports.moves(f"{HERE}/undo", ImportShown)
def undo_an_import(call: Call, id: UUID, body: Nothing) -> dict[str, Any]:
    """Undo an import.

    In the background. Where a record is in use or was changed since, nothing is taken back; the rows tell why.
    """
    return _show(undo_import(call.actor, unchanged(call, found(_seen(call), id)), at=call.at))


@imports.moves(f"{HERE}/drop", ImportShown)
def drop_an_import(call: Call, id: UUID, body: Nothing) -> dict[str, Any]:
    """Drop an import.

    Before it wrote anything.
    """
    return _show(drop_import(call.actor, unchanged(call, found(_seen(call), id)), at=call.at))


@imports.lists(f"{HERE}/rows", ImportedRowShown)
def list_import_rows(call: Call, id: UUID, query: Query[RowQuery]) -> dict[str, Any]:
    """List the rows of an import.

    Those that were written or refused; rows that were left as they are have no entry.
    """
    return listed(outcomes_of(found(_seen(call), id), query.outcome or "").order_by(), query, each(_show_row))


@imports.sends(f"{HERE}/refused")
def read_refused_rows(call: Call, id: UUID, query: Query[FormatQuery]) -> HttpResponse:
    """Read the refused rows as a file.

    As they were handed in, with the reason at the end of each.
    """
    one = found(_seen(call), id)
    titles = [*one.heads, _("Why it was refused")]
    return sheet_answer(f"{one.number}-refused", query.format, titles, refused_lines(one))[0]


@imports.sends("/import_templates/{str:noun}")
def read_import_template(call: Call, noun: NounName, query: Query[FormatQuery]) -> HttpResponse:
    """Read a sheet to fill in.

    Headings in the caller's language and an example; a workbook also holds what may stand in each column.
    """
    require(may(call.actor, RUN))
    layout = LAYOUTS[noun]
    notes = notes_of(layout)
    return sheet_answer(noun, query.format, heads_of(noun), [example_of(layout)], notes=notes, notes_title=_("Notes"))[
        0
    ]
