"""An engineer's days: when work may lie, what is already there, and what is left between."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from operator import itemgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from aftercare.domains.accounts.hours import WorkingHours, working_spans
from aftercare.domains.dispatch.requirement import Requirement
from aftercare.domains.workforce.facts import EngineerFacts, Place, PlannedJob

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
Stretch = tuple[datetime, datetime]


class Span(NamedTuple):
    """Working time of one day; `runs_to` lies beyond `end` where work goes on past midnight."""

    start: datetime
    end: datetime
    runs_to: datetime


class WorkDay(NamedTuple):
    """A date with its working spans."""

    day: date
    spans: tuple[Span, ...]


class Gap(NamedTuple):
    """Free time: a visit begins before `closes` and ends by `runs_to`; `last` means that the shift ends with it."""

    start: datetime
    closes: datetime
    runs_to: datetime
    last: bool

    @property
    def minutes(self) -> float:
        """Free minutes of this day."""
        return (self.closes - self.start) / MINUTE


class Job(NamedTuple):
    """A planned visit with its times."""

    start: datetime
    end: datetime
    minutes: int
    place: Place | None
    region: str


class Window:
    """The time one visit may take, and the working days in it, worked out once for all who share a calendar."""

    def __init__(self, requirement: Requirement, horizon_days: int) -> None:
        self.zone = ZoneInfo(requirement.zone)
        self.at = whole_minute(requirement.at.astimezone(UTC))
        self.start = whole_minute(requirement.from_at.astimezone(UTC))
        self.latest = requirement.latest_at.astimezone(UTC)
        self.end = min(self.latest, self.start + horizon_days * DAY)
        self._midnights: dict[date, datetime] = {}
        self.first_midnight = self.midnight(self.date_of(self.start))
        self.last_midnight = self.midnight(self.date_of(self.end) + DAY)
        self._days: dict[WorkingHours | None, tuple[WorkDay, ...]] = {}

    def days(self, hours: WorkingHours | None) -> tuple[WorkDay, ...]:
        """The dates of the window on which these hours hold work, whole days at both ends."""
        if hours not in self._days:
            self._days[hours] = tuple(self._by_date(hours)) if self.start < self.end else ()
        return self._days[hours]

    def date_of(self, instant: datetime) -> date:
        """The date at the site."""
        return instant.astimezone(self.zone).date()

    def midnight(self, day: date) -> datetime:
        """When the date begins at the site."""
        if day not in self._midnights:
            self._midnights[day] = datetime.combine(day, time(), self.zone).astimezone(UTC)
        return self._midnights[day]

    def _by_date(self, hours: WorkingHours | None) -> Iterator[WorkDay]:
        first, beyond = self.first_midnight, self.last_midnight
        dated: dict[date, list[Span]] = {}
        for start, end in working_spans(hours, first, beyond) if hours else [(first, beyond)]:
            while start < end:
                day = self.date_of(start)
                closes = min(end, self.midnight(day + DAY))
                dated.setdefault(day, []).append(Span(start, closes, end))
                start = closes
        for day, spans in dated.items():
            yield WorkDay(day, tuple(spans))


@dataclass(frozen=True, slots=True)
class Diary:
    """What fills an engineer's days, in order: busy stretches, visits with their starts, and work without a time."""

    window: Window
    busy: list[Stretch]
    jobs: list[Job]
    starts: list[datetime]
    undated_minutes: int
    _gaps: dict[date, list[Gap]] = field(default_factory=dict)

    @classmethod
    def of(cls, engineer: EngineerFacts, window: Window) -> "Diary":
        """The diary of one engineer, read in the site's dates."""
        jobs = sorted([_job(job, job.start) for job in engineer.planned if job.start], key=itemgetter(0, 1))
        busy = [(job.start, job.end) for job in jobs]
        if engineer.absences:
            busy = sorted([*busy, *absences(engineer)])
        undated = sum([job.minutes for job in engineer.planned if not job.start])
        return cls(window, busy, jobs, [job.start for job in jobs], undated)

    def on(self, day: date) -> list[Job]:
        """The visits that begin on a date."""
        first = bisect_left(self.starts, self.window.midnight(day))
        return self.jobs[first : bisect_left(self.starts, self.window.midnight(day + DAY), first)]

    def planned_minutes(self, day: date) -> int:
        """Minutes of work at sites that begin on a date."""
        return sum([job.minutes for job in self.on(day)])

    def gaps(self, day: WorkDay) -> list[Gap]:
        """What is free on a day of the window."""
        if day.day not in self._gaps:
            self._gaps[day.day] = list(free(day, self.busy, self.window))
        return self._gaps[day.day]

    def neighbours(self, day: date, gap: Gap) -> tuple[Job | None, Job | None]:
        """The visit before a gap and the one after it on the same date."""
        before = None
        for job in self.on(day):
            if job.end <= gap.start:
                before = job
            elif job.start >= gap.closes:
                return before, job
        return before, None

    def next_busy(self, instant: datetime) -> datetime | None:
        """When something begins, at the instant or after it."""
        place = bisect_left(self.busy, (instant, instant))
        return self.busy[place][0] if place < len(self.busy) else None


def whole_minute(instant: datetime) -> datetime:
    """The instant, or the next one on a whole minute."""
    if not (instant.second or instant.microsecond):
        return instant
    return instant.replace(second=0, microsecond=0) + MINUTE


def absences(engineer: EngineerFacts) -> list[Stretch]:
    """When the engineer is away, in universal time and in order."""
    return sorted((start.astimezone(UTC), end.astimezone(UTC)) for start, end, _reason in engineer.absences)


def _job(planned: PlannedJob, start: datetime) -> Job:
    start = start.astimezone(UTC)
    end = planned.end.astimezone(UTC) if planned.end else start + planned.minutes * MINUTE
    return Job(start, end, planned.minutes, planned.place, planned.region)


def free(day: WorkDay, busy: list[Stretch], window: Window) -> Iterator[Gap]:
    """The working spans of a day less what is busy, cut at the decision and at the window's end."""
    closing = day.spans[-1].runs_to
    for span in day.spans:
        for start, end in _between(max(span.start, window.at), span.runs_to, busy):
            if start >= span.end or start >= window.end:
                break
            yield Gap(start, min(end, span.end, window.end), end, last=end == closing)


def _between(start: datetime, end: datetime, busy: list[Stretch]) -> Iterator[Stretch]:
    for busy_start, busy_end in busy[: bisect_left(busy, (end, end))]:
        if busy_end <= start:
            continue
        if busy_start > start:
            yield start, busy_start
        start = busy_end
    if start < end:
        yield start, end
