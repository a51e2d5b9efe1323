"""Why a promise is due when it is: what was promised and by which rule, and how its time went, to the minute."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.contracts.clock_explained import Kind, Span
from aftercare.domains.contracts.models import Clock
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.ledger import facts_of
from aftercare.surfaces.console.requests.names import reason_name
from aftercare.ui.components.words import exact_time, in_minutes
from aftercare.ui.parts import Words

MINUTE = 60
WIDTH = 1000  # of the bar, in units of its drawing
MARKS: Mapping[str, Words] = {
    "alert": gettext_lazy("Warned"),
    "due": gettext_lazy("Due"),
    "met": gettext_lazy("Kept"),
    "missed": gettext_lazy("Ended"),
    "cancelled": gettext_lazy("Ended"),
}
SPANS: Mapping[Kind, Words] = {
    Kind.WORKING: gettext_lazy("Working time"),
    Kind.PAUSED: gettext_lazy("Paused"),
    Kind.CLOSED: gettext_lazy("Outside working hours"),
}
SOURCES: Mapping[str, Words] = {
    "agreement": gettext_lazy("because of the agreement"),
    "grade": gettext_lazy("because of the customer's grade"),
    "default": gettext_lazy("the default of the house"),
}


def promised(wanted: ServiceRequest, clock: Clock) -> str:
    """How much working time was promised, by which service level and calendar, and why that one."""
    told = {"time": in_minutes(clock.target_seconds), "calendar": wanted.calendar.name}
    if clock.kind == "dwell":
        return _("Allowed: %(time)s of working time in one state (calendar %(calendar)s)") % told
    entered = facts_of(wanted.ref).filter(kind="request.submitted").first()
    source = entered.data.get("promise_source", "") if entered else ""
    told |= {"level": _(wanted.level.name), "why": str(SOURCES.get(source, source))}
    return _("Promised: %(time)s of working time (service level %(level)s, calendar %(calendar)s, %(why)s)") % told


def rows_of(spans: Sequence[Span], late_at: datetime | None) -> list[dict[str, Any]]:
    """The spans in the order of time, each with the minutes it used up; they add up to what is spent.

    A promise that was broken is marked where its time ran out.
    """
    rows: list[dict[str, Any]] = []
    before = 0
    for one in _cut(spans, late_at):
        if late_at is not None and one.start >= late_at and not any(row["kind"] == "broke" for row in rows):
            rows.append({"kind": "broke", "start": late_at})
        minutes, before = one.spent_after // MINUTE - before // MINUTE, one.spent_after
        reason = reason_name(one.reason) if one.kind is Kind.PAUSED else one.reason
        spent = in_minutes(minutes * MINUTE) if one.kind is Kind.WORKING else ""
        rows.append({"kind": one.kind.value, "start": one.start, "end": one.end, "reason": reason, "spent": spent})
    return rows


def _cut(spans: Iterable[Span], at: datetime | None) -> Iterator[Span]:
    """The spans, the one that holds the instant in two."""
    for one in spans:
        if at is None or not one.start < at < one.end:
            yield one
            continue
        later = int((one.end - at).total_seconds()) if one.kind is Kind.WORKING else 0
        yield replace(one, end=at, spent_after=one.spent_after - later)
        yield replace(one, start=at)


@dataclass(frozen=True, slots=True)
class Mark:
    """An instant on the bar, as a share of its width."""

    x: float
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the bar."""

    x: float
    width: float
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A promise's time drawn to scale: its stretches, and where it warned, was due and was kept."""

    start: datetime
    end: datetime
    stretches: Sequence[Stretch]
    marks: Sequence[Mark]


def drawn(spans: Sequence[Span], clock: Clock, alerts: Iterable[datetime]) -> Bar | None:
    """The bar of a promise; None while no time has passed."""
    if not spans:
        return None
    start, end = spans[0].start, spans[-1].end
    whole = max((end - start).total_seconds(), 1)

    def place(at: datetime) -> float:
        return round(WIDTH * (at - start).total_seconds() / whole, 2)

    stretches = [
        Stretch(place(one.start), round(place(one.end) - place(one.start), 2), one.kind.value, _named(one))
        for one in spans
    ]
    told = [*((at, "alert") for at in alerts), (clock.due_at, "due"), (clock.stopped_at, clock.standing)]
    marks = [
        Mark(place(at), kind, f"{MARKS.get(kind, kind)} · {exact_time(at)}")
        for at, kind in told
        if at is not None and start <= at <= end
    ]
    return Bar(start, end, stretches, marks)


def _named(span: Span) -> str:
    """What a stretch is, for whoever points at it."""
    reason = str(reason_name(span.reason)) if span.kind is Kind.PAUSED else span.reason
    length = f"{exact_time(span.start)} – {exact_time(span.end)}"
    return " · ".join(part for part in (str(SPANS[span.kind]), reason, length) if part)
