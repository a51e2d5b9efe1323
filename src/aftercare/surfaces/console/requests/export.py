"""What the list shows, as a file: the same filters, order and columns; it holds no phone numbers."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, Any, cast

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from aftercare.domains.accounts.actions import record_export
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import VIEW
from aftercare.domains.requests.queries import PAGE, filtered
from aftercare.domains.requests.states import State
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.requests.asked import asked, sort_of
from aftercare.surfaces.console.requests.columns import columns_of, heads
from aftercare.surfaces.console.requests.filters import COVERED
from aftercare.surfaces.console.requests.words import CHANNELS
from aftercare.surfaces.console.staff import StaffRequest, staff
from aftercare.ui.components.states import PRIORITIES

MOST = 100_000
CHUNK = 2_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so is computed by a spreadsheet
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Row = Sequence[Any]

# A column of the list → the columns of the database that it tells, and how.
TOLD: Mapping[str, tuple[tuple[str, ...], Callable[..., Any]]] = {
    "state": (("state",), lambda state: str(State(state).label)),
    "priority": (("priority",), lambda priority: str(PRIORITIES[str(priority)][2])),
    "customer": (("customer__name",), lambda name: name),
    "holder": (
        ("engineer__name", "assignee__name", "team__name"),
        lambda *names: next((name for name in names if name), ""),
    ),
    "required_at": (("required_at",), lambda at: _instant(at)),
    "submitted_at": (("submitted_at",), lambda at: _instant(at)),
    "kind": (("kind__name",), lambda name: _(name)),
    "problem_type": (("problem_type__name",), lambda name: _(name) if name else ""),
    "product": (("product__name",), lambda name: name or ""),
    "serial": (("device__serial",), lambda serial: serial or ""),
    "unit": (("unit__name",), lambda name: name or ""),
    "channel": (("channel",), lambda channel: str(CHANNELS.get(channel, channel))),
    "attempts": (("attempts_made",), lambda count: count),
    "state_since": (("state_since",), lambda at: _instant(at)),
    "coverage": (("coverage__covered",), lambda covered: str(COVERED["yes" if covered else "no"])),
}


@staff
def export(request: StaffRequest, format: str) -> HttpResponse:
    """The list of this address as CSV or as a workbook; that it was taken goes on record."""
    require(may(request.actor, VIEW))
    if format not in KINDS:
        raise NotFound()
    columns, query, at = columns_of(request), asked(request), now()
    rows = filtered(request.actor, query, at=at).select_related(None)
    titles = [_("Number"), _("Request"), *(str(head.label) for head in heads(columns))]
    file = cast("IO[bytes]", TemporaryFile())  # noqa: SIM115  the answer closes it once it is sent
    write = _csv if format == "csv" else _workbook
    count = write(file, titles, _told(rows, columns, sort_of(request)))
    record_export(request.actor, page=PAGE, format=format, rows=count, filters=sorted(query), at=at)
    file.seek(0)
    name = f"{PAGE}-{localtime(at):%Y%m%d-%H%M}.{format}"
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=KINDS[format])
    answer["Cache-Control"] = "no-store"
    return cast("HttpResponse", answer)


def _told(rows: QuerySet[ServiceRequest], columns: Sequence[str], sort: str) -> Iterator[Row]:
    """The rows in words, some thousands in memory at a time."""
    fields = list(dict.fromkeys(name for column in columns for name in TOLD[column][0]))
    tie = "-pk" if sort.startswith("-") else "pk"
    ordered = rows.order_by(sort, tie).values_list("number", "title", *fields)[:MOST]
    for number, title, *values in ordered.iterator(chunk_size=CHUNK):
        known = dict(zip(fields, values, strict=True))
        yield [number, title, *(TOLD[column][1](*(known[name] for name in TOLD[column][0])) for column in columns)]


def _instant(at: datetime | None) -> datetime | None:
    """As the reader's clock shows it, to the minute; a workbook knows no zones."""
    return localtime(at).replace(tzinfo=None, second=0, microsecond=0) if at else None


def _csv(file: IO[bytes], titles: Sequence[str], rows: Iterator[Row]) -> int:
    """With the mark by which spreadsheets know UTF-8."""
    text, count = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True), 0
    sheet = csv.writer(text)
    sheet.writerow(titles)
    for row in rows:
        sheet.writerow([_harmless(value) for value in row])
        count += 1
    text.detach()
    return count


def _harmless(value: Any) -> Any:
    """Words that a spreadsheet would compute begin with an apostrophe."""
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _workbook(file: IO[bytes], titles: Sequence[str], rows: Iterator[Row]) -> int:
    """A row is written out as soon as the next one comes, so memory does not grow with the list."""
    book = Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
    moment, place = book.add_format({"num_format": "yyyy-mm-dd hh:mm"}), 0
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(titles) - 1, 18)
    sheet.write_row(0, 0, list(titles), bold)
    for place, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(place, column, value, moment)
            elif isinstance(value, int):
                sheet.write_number(place, column, value)
            elif value:
                sheet.write_string(place, column, str(value))
    book.close()
    return place
