"""What the list shows, as a file: the same filters, order and columns; it holds no phone numbers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from aftercare.domains.accounts.actions import record_export
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import VIEW
from aftercare.domains.requests.queries import PAGE, filtered
from aftercare.domains.requests.states import State
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.permissions import may, require
from aftercare.kit.sheets import CONTENT_TYPES
from aftercare.surfaces.console.requests.asked import asked, sort_of
from aftercare.surfaces.console.requests.columns import columns_of, heads
from aftercare.surfaces.console.requests.filters import COVERED
from aftercare.surfaces.console.requests.words import CHANNELS
from aftercare.surfaces.console.staff import StaffRequest, staff
from aftercare.ui.components.states import PRIORITIES
from aftercare.ui.sheets import sheet_answer

MOST = 100_000
CHUNK = 2_000
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
    if format not in CONTENT_TYPES:
        raise NotFound()
    columns, query, at = columns_of(request), asked(request), now()
    rows = filtered(request.actor, query, at=at).select_related(None)
    titles = [_("Number"), _("Request"), *(str(head.label) for head in heads(columns))]
    name = f"{PAGE}-{localtime(at):%Y%m%d-%H%M}"
    answer, count = sheet_answer(name, format, titles, _told(rows, columns, sort_of(request)))
    record_export(request.actor, page=PAGE, format=format, rows=count, filters=sorted(query), at=at)
    return answer


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
