"""The figures once more, counted one request after the other and without a database's help with days."""

from collections import defaultdict
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from tests.make import HOUSE

from aftercare.domains.insight.queries import counted_by
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.periods import Period

Figures = tuple[int, ...]
EVER = Period(date(1990, 1, 1), date(2100, 12, 31))
BY, GRAINS = ("kind", "channel", "priority", "unit"), ("day", "month")


def slowly(by: str, grain: str, zone: str = "Asia/Shanghai") -> dict[tuple[str, date], Figures]:
    """Entered, handled, late, closed, cancelled by value and span."""
    found: dict[tuple[str, date], list[int]] = defaultdict(lambda: [0] * 5)

    def count(request: Any, at: Any, place: int) -> None:
        if at is not None:
            day = at.astimezone(ZoneInfo(zone)).date()
            key = str(getattr(request, {"kind": "kind_id", "unit": "unit_id"}.get(by, by)) or "")
            found[key, day if grain == "day" else date(day.year, day.month, 1)][place] += 1

    for request in ServiceRequest.objects.all():
        count(request, request.submitted_at, 0)
        count(request, request.handled_at, 1)
        if request.handled_at and request.handled_at > request.originally_required_at:
            count(request, request.handled_at, 2)
        count(request, request.closed_at, 3)
        count(request, request.state_since if request.state == "cancelled" else None, 4)
    return {key: tuple(figures) for key, figures in found.items()}


def quickly(by: str, grain: str, actor: Any = HOUSE) -> dict[tuple[str, date], Figures]:
    """The same as a report tells it."""
    lines = counted_by(actor, by=by, period=EVER, grain=grain)
    return {(line.value, line.begins_on): tuple(line.figures) for line in lines}


def assert_counted_right(zone: str = "Asia/Shanghai") -> None:
    """Every sum of every report is what counting one by one gives."""
    for by in BY:
        for grain in GRAINS:
            assert quickly(by, grain) == slowly(by, grain, zone)
