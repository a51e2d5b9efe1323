"""The rows of a file that somebody filled in: text in the encodings people here write, or a workbook's first sheet."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook

from aftercare.kit.errors import Invalid
from aftercare.kit.sheets.formulas import plain
from aftercare.kit.sheets.room import cells_between

SEPARATORS = (",", ";", "\t")
MOST_COLUMNS = 200
UNPACKED = 400 * 1024 * 1024  # bytes of what a workbook holds; a small file may be packed from very much
ROOM = 20_000_000  # cells from the first to the last that is filled, for which room is made at once
SHEET = b"sheetData"  # what every sheet has, wherever in the workbook it lies
BROKEN = (CalamineError, zipfile.BadZipFile, zlib.error, IndexError, ValueError, EOFError, RuntimeError)
LONGEST = 32_767  # characters a spreadsheet keeps in a cell
Line = tuple[int, list[str]]


class SheetUnreadable(Invalid):
    """Bytes in which nobody finds rows."""

    code = "sheet_unreadable"
    sentence = _("“%(name)s” holds no table that can be read; save it as CSV (UTF-8 or GB18030) or as .xlsx.")


class SheetEmpty(Invalid):
    """A table of headings alone, or of nothing."""

    code = "sheet_empty"
    sentence = _("“%(name)s” holds no rows; the first line has the headings, each further line one record.")


class SheetTooWide(Invalid):
    """More columns than anybody maps."""

    code = "sheet_too_wide"
    sentence = _("“%(name)s” has more than %(most)s columns; send only those that are to be taken in.")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its headings, how it is written, and its filled lines, each with its number as a spreadsheet shows it.

    `lines` is read once, from its beginning to its end.
    """

    heads: list[str]
    lines: Iterator[Line]
    encoding: str


def read_sheet(name: str, content: bytes) -> Sheet:
    """The table in these bytes, or the refusal that says why there is none."""
    if content.startswith(b"PK"):
        return _sheet(name, _cells_of_workbook(name, content), "xlsx")
    text, encoding = _decoded(name, content)
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    return _sheet(name, _cells_of_text(name, text, separator), encoding)


def _sheet(name: str, rows: Iterator[list[str]], encoding: str) -> Sheet:
    numbered = ((number, row) for number, row in enumerate(rows, 1) if any(row))
    _number, heads = next(numbered, (0, []))
    while heads and not heads[-1]:
        heads.pop()
    if not heads:
        raise SheetEmpty(name=name)
    if len(heads) > MOST_COLUMNS:
        raise SheetTooWide(name=name, most=MOST_COLUMNS)
    wide = len(heads)
    return Sheet(heads, ((number, _as_wide(row, wide)) for number, row in numbered), encoding)


def _as_wide(row: list[str], wide: int) -> list[str]:
    return row[:wide] + [""] * (wide - len(row))


def _decoded(name: str, content: bytes) -> tuple[str, str]:
    """The text and its encoding: UTF-8 with or without its mark, UTF-16 by its mark, else GB18030."""
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    raise SheetUnreadable(name=name)


def _cells_of_text(name: str, text: str, separator: str) -> Iterator[list[str]]:
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            yield [_clean(cell) for cell in row]
    except csv.Error as broken:
        raise SheetUnreadable(name=name) from broken


def _cells_of_workbook(name: str, content: bytes) -> Iterator[list[str]]:
    try:
        _check_room(name, content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows: Iterable[list[Any]] = book.get_sheet_by_index(0).iter_rows()
        yield from ([_clean(_written(cell)) for cell in row] for row in rows)
    except BROKEN as broken:
        raise SheetUnreadable(name=name) from broken


def _check_room(name: str, content: bytes) -> None:
    """Refuse what unpacks to too much, and what is filled far apart: the reader makes room for every cell between."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if sum(part.file_size for part in parts) > UNPACKED:
            raise SheetUnreadable(name=name)
        for part in parts:
            words = packed.read(part)
            if SHEET in words and cells_between(words) > ROOM:
                raise SheetUnreadable(name=name)


def _written(cell: Any) -> str:
    """A cell as somebody would type it: whole numbers without a point, days and instants as ISO 8601."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e18 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if isinstance(cell, timedelta) else str(cell)


def _clean(cell: str) -> str:
    return plain(cell.replace("\x00", "").strip()).strip()[:LONGEST]
