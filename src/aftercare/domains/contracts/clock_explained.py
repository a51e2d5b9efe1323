"""Why is it due then? The clock's time drawn as working, paused and closed spans."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from aftercare.domains.accounts.hours import WorkingHours, working_spans
from aftercare.domains.contracts.clock_facts import ClockFact, replay
from aftercare.domains.contracts.clock_reading import SECOND, Reading, read


class Kind(StrEnum):
    WORKING = "working"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of the timeline; `spent_after` is the whole seconds of the target spent by its end."""

    kind: Kind
    start: datetime
    end: datetime
    reason: str
    spent_after: int


def explain(
    facts: Iterable[ClockFact],
    hours: WorkingHours,
    until: datetime,
    *,
    day_names: Mapping[date, str] | None = None,
) -> tuple[Span, ...]:
    """The spans from the start, without gaps, up to the end of the clock or else the later of due and `until`.

    Working spans add up to exactly what is spent. A pause covers the closed hours inside it. `day_names` gives closed
    spans a reason: the names of the holidays they hold.
    """
    course = replay(facts)
    if course is None:
        return ()
    reading = read(course, hours)
    until = until.astimezone(UTC)
    end = reading.ended_at or max(until, reading.due_at or until)
    return tuple(_counted(_pieces(reading, end), _Holidays(hours, day_names or {})))


Piece = tuple[Kind, datetime, datetime, str]


def _pieces(reading: Reading, end: datetime) -> list[Piece]:
    """Pauses and the running stretches between them, cut at the end, in order of time."""
    pieces = [
        (Kind.PAUSED, rest.since, min(rest.to or end, end), rest.reason) for rest in reading.pauses if rest.since < end
    ]
    for start, stop in reading.stretches():
        pieces += _opened_and_closed(reading.hours, start, min(stop or end, end))
    return sorted(pieces, key=lambda piece: piece[1])


def _opened_and_closed(hours: WorkingHours, start: datetime, end: datetime) -> Iterator[Piece]:
    if start >= end:
        return
    closed_since = start
    for opens, closes in working_spans(hours, start, end):
        if closed_since < opens:
            yield Kind.CLOSED, closed_since, opens, ""
        yield Kind.WORKING, opens, closes, ""
        closed_since = closes
    if closed_since < end:
        yield Kind.CLOSED, closed_since, end, ""


def _counted(pieces: list[Piece], holidays: "_Holidays") -> Iterator[Span]:
    spent = timedelta(0)
    for kind, start, end, reason in pieces:
        if kind is Kind.WORKING:
            spent += end - start
        if kind is Kind.CLOSED:
            reason = holidays.between(start, end)
        yield Span(kind, start, end, reason, spent // SECOND)


@dataclass(frozen=True, slots=True)
class _Holidays:
    hours: WorkingHours
    names: Mapping[date, str]

    def between(self, start: datetime, end: datetime) -> str:
        """The names of the closed dates touched by the span, each once, in order."""
        zone = ZoneInfo(self.hours.zone)
        first, last = start.astimezone(zone).date(), (end - timedelta.resolution).astimezone(zone).date()
        named = (day for day in sorted(self.names) if first <= day <= last and not self.hours.on(day))
        return ", ".join(dict.fromkeys(self.names[day] for day in named))
