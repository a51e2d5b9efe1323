"""What every import shares: reading a sheet, checking rows, writing them once, and saying what went wrong where."""

import csv
import gzip
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from django.db import transaction
from python_calamine import CalamineWorkbook

from aftercare.kit.errors import Invalid, Refusal

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with a row; rows are counted from 2, as a sheet shows them."""

    row: int
    sentence: str


@dataclass(slots=True)
class Outcome:
    """What an import did, or in a preview would do."""

    rows: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    errors: list[RowError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Importer:
    """One kind of file: the columns it must have, how a row is understood, and how it is written.

    `understand` gives what `write` takes, or raises a Refusal; `write` says in a word what it did (`entered`, `known`).
    """

    noun: str
    columns: Sequence[str]
    understand: Callable[[Row], Any]
    write: Callable[[Any], str]


def run_import(importer: Importer, rows: Iterator[Row], *, dry_run: bool) -> Iterator[Outcome]:
    """Take rows in one by one, yielding the outcome so far; a row that is refused leaves nothing behind.

    A dry run writes all rows in one transaction, so that each meets those before it, and takes them back at its end.
    """
    if not dry_run:
        yield from _taken_in(importer, rows)
        return
    with transaction.atomic():
        yield from _taken_in(importer, rows)
        transaction.set_rollback(True)


def _taken_in(importer: Importer, rows: Iterator[Row]) -> Iterator[Outcome]:
    outcome = Outcome()
    for number, row in enumerate(rows, 2):
        outcome.rows += 1
        try:
            understood = importer.understand(row)
            with transaction.atomic():
                outcome.counts[importer.write(understood)] += 1
        except Refusal as refusal:
            outcome.errors.append(RowError(number, str(refusal)))
        yield outcome


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of a CSV file (also gzipped) or of a workbook's first sheet; a missing column is said at once."""
    if path.suffix == ".xlsx":
        table = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        head = [str(cell).strip() for cell in table[0]]
        _check(head, columns)
        yield from (dict(zip(head, map(str, line), strict=True)) for line in table[1:])
        return
    with _opened(path) as text:
        reader = csv.DictReader(text)
        _check(list(reader.fieldnames or ()), columns)
        yield from ({name: value or "" for name, value in row.items() if name} for row in reader)


def _opened(path: Path) -> TextIO:
    opener: Callable[..., TextIO] = gzip.open if path.suffix == ".gz" else open
    return opener(path, "rt", encoding="utf-8-sig", newline="")


def _check(head: Sequence[str], columns: Sequence[str]) -> None:
    missing = [name for name in columns if name not in head]
    if missing:
        sentence = "The file has no column %(missing)s; it has: %(head)s."
        raise Invalid(sentence, missing=", ".join(missing), head=", ".join(head))
