"""Rows as a file, some in memory at a time: comma-separated text, or a workbook."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from xlsxwriter import Workbook

from aftercare.kit.sheets.formulas import defused

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Row = Sequence[Any]
WIDTH = 18


def write_csv(file: IO[bytes], titles: Sequence[str], rows: Iterable[Row]) -> int:
    """With the mark by which spreadsheets know UTF-8; returns how many rows there were."""
    text, count = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True), 0
    sheet = csv.writer(text)
    sheet.writerow([harmless(title) for title in titles])
    for row in rows:
        sheet.writerow([harmless(value) for value in row])
        count += 1
    text.detach()
    return count


def harmless(value: Any) -> Any:
    """The value as text that no spreadsheet computes; numbers stay numbers."""
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    return defused(value) if isinstance(value, str) else value


def write_workbook(
    file: IO[bytes], titles: Sequence[str], rows: Iterable[Row], notes: Iterable[Row] = (), notes_title: str = ""
) -> int:
    """A row is written out as soon as the next one comes, so memory does not grow; `notes` fill a second sheet.

    Texts are kept as texts, whatever they begin with. Returns how many rows there were.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book, place = Workbook(file, options), 0
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
    formats = {
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(len(titles) - 1, 0), WIDTH)
    sheet.write_row(0, 0, list(titles), bold)
    for place, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _write(sheet, place, column, value, formats)
    if notes_title:
        _write_notes(book, notes_title, notes, bold)
    book.close()
    return place


def _write(sheet: Any, row: int, column: int, value: Any, formats: Any) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value, formats["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats["day"])
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
    elif value not in ("", None):
        sheet.write_string(row, column, str(value))


def _write_notes(book: Any, title: str, notes: Iterable[Row], bold: Any) -> None:
    page = book.add_worksheet(title[:31])
    page.set_column(0, 0, 28)
    page.set_column(1, 3, 50)
    for place, row in enumerate(notes):
        page.write_row(place, 0, [str(cell) for cell in row], bold if place == 0 else None)
