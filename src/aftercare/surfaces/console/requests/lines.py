"""The lines of the queue. One is drawn once a minute for all who read it alike: it depends on what it shows alone."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from aftercare.domains.requests.queries import SHOWN_FIRST, Shown, Wide
from aftercare.domains.requests.rules import RequiredDate, required_date
from aftercare.kit.clock import now
from aftercare.surfaces.console.requests.columns import LABELS
from aftercare.surfaces.console.requests.words import CHANNELS
from aftercare.ui.parts import Words


class More(NamedTuple):
    """What the columns show that somebody has to choose."""

    problem_type: str
    product: str
    serial: str
    unit: str
    channel: Words
    attempts: int
    state_since: datetime
    covered: bool | None


class Line(NamedTuple):
    """What a line shows of a request."""

    id: UUID
    title: str
    number: str
    kind: str
    state: str
    priority: int
    customer: str
    whom: str
    team: str
    required_at: datetime
    submitted_at: datetime
    clock: RequiredDate | None
    more: More | None


def lines(
    requests: Sequence[Shown | Wide], columns: tuple[str, ...] = SHOWN_FIRST, *, picked: bool = False
) -> list[SafeString]:
    """The rows of the table, with the time left to the required date of each open request.

    `picked` puts a box before each, to choose several.
    """
    reader = get_language() or "", timezone.get_current_timezone_name(), int(now().timestamp() // 60)
    return [_drawn(_line(one), columns, picked, *reader) for one in requests]


def _line(row: Shown | Wide) -> Line:
    shown, more = (row.shown, _more(row)) if isinstance(row, Wide) else (row, None)
    return Line(
        id=shown.pk,
        title=shown.title,
        number=shown.number,
        kind=shown.kind,
        state=shown.state,
        priority=shown.priority,
        customer=shown.customer,
        whom=shown.engineer or shown.assignee or "",
        team=shown.team or "",
        required_at=shown.required_at,
        submitted_at=shown.submitted_at,
        clock=required_date(shown),
        more=more,
    )


def _more(row: Wide) -> More:
    return More(
        problem_type=row.problem_type or "",
        product=row.product or "",
        serial=row.serial or "",
        unit=row.unit or "",
        channel=CHANNELS.get(row.channel, row.channel),
        attempts=row.attempts_made,
        state_since=row.state_since,
        covered=row.coverage.get("covered"),
    )


@lru_cache(maxsize=2048)
def _drawn(line: Line, columns: tuple[str, ...], picked: bool, language: str, zone: str, minute: int) -> SafeString:
    """The markup; a script keeps its times true from then on."""
    shown = [(name, LABELS[name]) for name in columns]
    return render_to_string("console/requests/line.html", {"row": line, "columns": shown, "picked": picked})
