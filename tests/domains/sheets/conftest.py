"""Files of records, and the whole way of one."""

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db.models import QuerySet

from aftercare.domains.sheets.actions import check_import, run_import, upload_import
from aftercare.domains.sheets.models import SheetImport, SheetRow
from aftercare.domains.sheets.queries import ROWS, heads_of
from aftercare.kit.jobs import run_queued

Handed = Callable[..., SheetImport]


def sheet(heads: Sequence[str], *rows: Sequence[str], encoding: str = "utf-8-sig") -> bytes:
    """A comma-separated file."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([heads, *rows])
    return text.getvalue().encode(encoding)


@pytest.fixture
def handed_in(actor_of, at, settings, tmp_path) -> Handed:
    """Hands a file in as the administrator and has it checked."""
    settings.MEDIA_ROOT = str(tmp_path / "files")

    def hand(noun: str, content: bytes, name: str = "rows.csv", actor=None, **more) -> SheetImport:
        by = actor or actor_of("administrator")
        made = upload_import(by, noun=noun, name=name, content=content, at=at, language="en")
        check_import(by, made, at=at, **more)
        run_queued()
        made.refresh_from_db()
        return made

    return hand


@pytest.fixture
def taken_in(handed_in, actor_of, at) -> Handed:
    """The same, and carries it out."""

    def take(noun: str, content: bytes, name: str = "rows.csv", actor=None, **more) -> SheetImport:
        made = handed_in(noun, content, name, actor, **more)
        run_import(actor or actor_of("administrator"), made, at=at)
        run_queued()
        made.refresh_from_db()
        return made

    return take


def counts(made: SheetImport) -> tuple[int, int, int, int]:
    """Created, changed, same, refused."""
    return made.created, made.changed, made.same, made.refused


def sentences(made: SheetImport) -> list[tuple[int, str]]:
    """What is told of its rows, by their places."""
    rows = SheetRow.objects.filter(sheet_import=made).exclude(problems=[]).order_by("place")
    return [(row.place, one["sentence"]) for row in rows for one in row.problems]


def leaving(noun: str, rows: QuerySet[Any]) -> bytes:
    """The file that these records leave in."""
    return sheet(heads_of(noun), *([str(cell) for cell in line] for line in ROWS[noun](rows)))


def without(numbers: Sequence[str], content: bytes) -> bytes:
    """The same file for a house that does not know these numbers."""
    for number in numbers:
        content = content.replace(number.encode(), b"")
    return content
