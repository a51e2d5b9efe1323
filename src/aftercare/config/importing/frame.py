"""What every import shares: reading a sheet, checking rows, writing them once, and saying what went wrong where."""

import gzip
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from aftercare.kit.errors import Invalid, Refusal
from aftercare.kit.sheets.reading import SheetUnreadable, read_sheet

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with a row, by the number a sheet shows for it."""

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
    `key` is by what a row is recognised. `foresee` says what `write` would, where a trial takes long.
    """

    noun: str
    columns: Sequence[str]
    understand: Callable[[Row], Any]
    write: Callable[[Any], str]
    key: Callable[[Any], str]
    foresee: Callable[[Any], str] | None = None


def run_import(importer: Importer, rows: Iterator[tuple[int, Row]], *, dry_run: bool) -> Iterator[Outcome]:
    """Take rows in one by one, each in a transaction, yielding the outcome so far; a refused one leaves nothing behind.

    A dry run takes each back at once, so that it keeps nobody waiting, and knows by their keys what the file repeats.
    """
    outcome, write = Outcome(), _Trial(importer) if dry_run else importer.write
    for number, row in rows:
        outcome.rows += 1
        try:
            understood = importer.understand(row)
            with transaction.atomic():
                outcome.counts[write(understood)] += 1
        except Refusal as refusal:
            outcome.errors.append(RowError(number, str(refusal)))
        yield outcome


@dataclass(slots=True)
class _Trial:
    importer: Importer
    seen: set[str] = field(default_factory=set)

    def __call__(self, understood: Any) -> str:
        """What writing it would say."""
        key = self.importer.key(understood)
        if key in self.seen:
            return "known"
        if self.importer.foresee:
            told = self.importer.foresee(understood)
        else:
            with transaction.atomic():
                told = self.importer.write(understood)
                transaction.set_rollback(True)
        self.seen.add(key)
        return told


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, Row]]:
    """The rows of a file (CSV in UTF-8 or GB18030, XLSX, also gzipped), numbered; a missing column is said at once."""
    sheet = read_sheet(path.name, _content(path))
    missing = [name for name in columns if name not in sheet.heads]
    if missing:
        sentence = "The file has no column %(missing)s; it has: %(head)s."
        raise Invalid(sentence, missing=", ".join(missing), head=", ".join(sheet.heads))
    yield from ((number, dict(zip(sheet.heads, cells, strict=True))) for number, cells in sheet.lines)


def _content(path: Path) -> bytes:
    if path.suffix != ".gz":
        return path.read_bytes()
    try:
        return gzip.decompress(path.read_bytes())
    except (OSError, EOFError, zlib.error) as broken:
        raise SheetUnreadable(name=path.name) from broken
