"""An engineer's days: when work may lie, what is already there, and what is left between."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
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
    """Working time; `runs_to` lies beyond `end` where work goes on without a break into the next day."""

    start: datetime
    end: datetime
    runs_to: datetime


class WorkDay(NamedTuple):
    """A day's work: its spans, and the stretch whose visits count to it. A night shift belongs to its evening."""

    day: date
    spans: tuple[Span, ...]
    begins: datetime
    until: datetime


class Gap(NamedTuple):
    """Free time: a visit begins before `closes` and ends by `runs_to`; `last` means that the shift ends with it."""

    start: datetime
    closes: datetime
    runs_to: datetime
    minutes: float
    last: bool


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
        self.request_id = requirement.request_id
        self.zone = ZoneInfo(requirement.zone)
        self.at = whole_minute(requirement.at.astimezone(UTC))
        self.start = whole_minute(requirement.from_at.astimezone(UTC))
        self.latest = requirement.latest_at.astimezone(UTC)
        self.end = min(self.latest, self.start + horizon_days * DAY)
        self._midnights: dict[date, datetime] = {}
        self._empty_days: dict[int, list[Gap]] = {}
        self._days: dict[WorkingHours | None, tuple[WorkDay, ...]] = {}

    def days(self, hours: WorkingHours | None) -> tuple[WorkDay, ...]:
        """The working days that touch the window, in order and whole."""
        if hours not in self._days:
            whole = self._whole_days(hours) if self.start < self.end else ()
            self._days[hours] = tuple(day for day in whole if day.until > self.start and day.begins < self.end)
        return self._days[hours]

    def empty_day(self, day: WorkDay) -> list[Gap]:
        """What is free on a day on which nothing is planned: the same for all who keep the calendar."""
        if id(day) not in self._empty_days:
            self._empty_days[id(day)] = free(day, [], self)
        return self._empty_days[id(day)]

    def date_of(self, instant: datetime) -> date:
        """The date at the site."""
        return instant.astimezone(self.zone).date()

    def midnight(self, day: date) -> datetime:
        """When the date begins at the site."""
        if day not in self._midnights:
            self._midnights[day] = datetime.combine(day, time(), self.zone).astimezone(UTC)
        return self._midnights[day]

    def _whole_days(self, hours: WorkingHours | None) -> Iterator[WorkDay]:
        # Two days more at either end: night shifts that reach into the window, or out of it, are read to their ends.
        first, last = self.date_of(self.start) - 2 * DAY, self.date_of(self.end) + 2 * DAY
        begins, beyond = self.midnight(first), self.midnight(last)
        dated: dict[date, list[Span]] = {}
        for start, end in working_spans(hours, begins, beyond) if hours else [(begins, beyond)]:
            for span in self._parted(start, end):
                dated.setdefault(self.date_of(span.start), []).append(span)
        for day, spans in dated.items():
            begins = max(begins, self.midnight(day))
            until = max(self.midnight(day + DAY), spans[-1].end)
            yield WorkDay(day, tuple(spans), begins, until)
            begins = until

    def _parted(self, start: datetime, end: datetime) -> Iterator[Span]:
        """One span; work round the clock is parted at midnight."""
        if end - start <= DAY:
            yield Span(start, end, end)
            return
        while start < end:
            closes = min(end, self.midnight(self.date_of(start) + DAY))
            yield Span(start, closes, end)
            start = closes


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
        """The diary of one engineer without the request that is to be placed, which may already stand in it."""
        planned = [job for job in engineer.planned if job.request_id != window.request_id]
        jobs = sorted([_job(job, job.start) for job in planned if job.start], key=itemgetter(0, 1))
        busy = [(job.start, job.end) for job in jobs]
        if engineer.absences:
            busy = sorted([*busy, *absences(engineer)])
        undated = sum([job.minutes for job in planned if not job.start])
        return cls(window, busy, jobs, [job.start for job in jobs], undated)

    def visits(self, begins: datetime, until: datetime) -> list[Job]:
        """The visits that begin in a stretch of time."""
        first = bisect_left(self.starts, begins)
        return self.jobs[first : bisect_left(self.starts, until, first)]

    def gaps(self, day: WorkDay) -> list[Gap]:
        """What is free on a day of the window."""
        if day.day not in self._gaps:
            begins, ends = day.spans[0].start, day.spans[-1].runs_to
            busy = [each for each in self.busy if each[0] < ends and each[1] > begins]
            self._gaps[day.day] = free(day, busy, self.window) if busy else self.window.empty_day(day)
        return self._gaps[day.day]

    def next_busy(self, instant: datetime) -> datetime | None:
        """When something begins, at the instant or after it."""
        place = bisect_left(self.busy, (instant, instant))
        return self.busy[place][0] if place < len(self.busy) else None


def neighbours(jobs: Iterable[Job], start: datetime, end: datetime) -> tuple[Job | None, Job | None]:
    """Of the visits in order, the last to end by the start and the first to begin at the end or after it."""
    before = None
    for job in jobs:
        if job.end <= start:
            before = job if before is None or job.end >= before.end else before
        elif job.start >= end:
            return before, job
    return before, None


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


def free(day: WorkDay, busy: list[Stretch], window: Window) -> list[Gap]:
    """The working spans of a day less what is busy, cut at the decision and at the window's end."""
    closing, gaps = day.spans[-1].runs_to, []
    for span in day.spans:
        for start, end in _between(max(span.start, window.at), span.runs_to, busy):
            runs_to = min(end, window.end)
            closes = min(runs_to, span.end)
            if start < closes:
                gaps.append(Gap(start, closes, runs_to, (runs_to - start) / MINUTE, end == closing))
    return gaps


def _between(start: datetime, end: datetime, busy: list[Stretch]) -> list[Stretch]:
    """What the busy stretches, in order, leave of one span."""
    left = []
    for busy_start, busy_end in busy:
        if busy_end <= start:
            continue
        if busy_start >= end:
            break
        if busy_start > start:
            left.append((start, busy_start))
        start = busy_end
    if start < end:
        left.append((start, end))
    return left
