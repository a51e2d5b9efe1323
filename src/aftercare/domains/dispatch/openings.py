"""The first time at which an engineer can do a visit, and what is in the way where there is none."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import ceil
from typing import Any, NamedTuple

from aftercare.domains.dispatch.diary import (
    MINUTE,
    Diary,
    Gap,
    Job,
    Window,
    WorkDay,
    absences,
    free,
    neighbours,
    whole_minute,
)
from aftercare.domains.dispatch.requirement import Requirement, Wish
from aftercare.domains.dispatch.travel import Travel
from aftercare.domains.dispatch.words import Reason
from aftercare.domains.workforce.facts import EngineerFacts, Place

FIRST_PRIORITY = 1


@dataclass(frozen=True, slots=True)
class Opening:
    """A visit as it could be: its times and date, the day around it, and what of it is overtime."""

    start: datetime
    end: datetime
    day: date
    visits: list[Job]
    planned_minutes: float
    capacity_minutes: float
    overtime_minutes: float = 0

    @property
    def load(self) -> float:
        """Share of the day's capacity that is already planned."""
        return self.planned_minutes / self.capacity_minutes if self.capacity_minutes else 1.0


@dataclass(frozen=True, slots=True)
class Case:
    """One engineer looked at for one visit."""

    requirement: Requirement
    engineer: EngineerFacts
    window: Window
    diary: Diary
    travel: Travel

    @property
    def days(self) -> tuple[WorkDay, ...]:
        """The engineer's working days in the window."""
        return self.window.days(self.engineer.hours)


class DayLeft(NamedTuple):
    """A day with its visits, the minutes planned, the minutes still to be given away, and where they lie."""

    day: date
    visits: list[Job]
    planned: float
    room: float
    gaps: list[Gap]


class Leg(NamedTuple):
    """Time for the way there and the visit: from leaving to the last moment to end; the way onward is taken off."""

    leave: datetime
    way: timedelta
    limit: datetime


def first_opening(case: Case, overtime_minutes: int = 0, *, within: Wish | None = None) -> Opening | None:
    """The earliest time that fits shift, absences, planned visits, the ways between them and the day's capacity; of
    those that begin `within` a wish, where one is given."""
    duration, capacity = case.requirement.duration_minutes, case.engineer.capacity_minutes_per_day
    length = duration * MINUTE
    from_at = max(case.window.start, whole_minute(within.start.astimezone(UTC))) if within else case.window.start
    for left in days_left(case):
        if within and left.gaps and left.gaps[0].start >= within.end:
            return None
        if left.room + overtime_minutes < duration:
            continue
        for gap in left.gaps:
            if gap.minutes + overtime_minutes < duration:
                continue
            leave, way, limit = _leg(case, left.visits, gap, overtime_minutes, from_at)
            start, end = leave + way, leave + way + length
            wished = within is None or within.holds(start)
            if wished and end <= limit and _begins(start, gap, overtime_minutes):
                beyond = max(0.0, duration - left.room, (end - gap.runs_to) / MINUTE)
                return Opening(start, end, case.window.date_of(start), left.visits, left.planned, capacity, beyond)
    return None


def days_left(case: Case) -> Iterator[DayLeft]:
    """What is left of each day. Work without a time fills the first days, but yields to the first priority."""
    undated: float = case.diary.undated_minutes
    for day in case.days:
        visits, gaps = case.diary.visits(day.begins, day.until), case.diary.gaps(day)
        dated = sum([job.minutes for job in visits])
        room = min(case.engineer.capacity_minutes_per_day - dated, sum([gap.minutes for gap in gaps]))
        taken = min(undated, max(room, 0))
        undated -= taken
        left = room if case.requirement.urgency == FIRST_PRIORITY else room - taken
        yield DayLeft(day.day, visits, dated + taken, left, gaps)


def spare_minutes(case: Case, opening: Opening, enough: float) -> float:
    """Free working minutes between the end of the visit and the required date, counted no further than `enough`."""
    if case.window.end < case.window.latest:
        return enough
    spare = 0.0
    for work_day in case.days:
        if work_day.until <= opening.end:
            continue
        for gap in case.diary.gaps(work_day):
            if gap.closes > opening.end:
                spare += (gap.closes - max(gap.start, opening.end)) / MINUTE
            if spare >= enough:
                return enough
    return spare


def shortage(case: Case, overtime_minutes: int = 0) -> Reason:
    """Why there is no opening: the first of what is missing, from the date itself to a stretch long enough."""
    window = case.window
    if window.at >= window.latest:
        return Reason("date_passed", {"until_at": window.latest})
    limits = {"from_at": window.start, "until_at": window.end}
    if window.start >= window.end:
        return Reason("window_empty", limits)
    if not any(_usable(gap, window) for day in case.days for gap in free(day, [], window)):
        return Reason("off_shift", limits)
    away = absences(case.engineer)
    if not any(_usable(gap, window) for day in case.days for gap in free(day, away, window)):
        return Reason("absent", {**limits, "back_at": max(end for start, end in away if start < window.end)})
    best = max(days_left(case), key=lambda left: left.room)
    if best.room + overtime_minutes < case.requirement.duration_minutes or not best.gaps:
        return Reason("full", {**limits, **_room(case, best)})
    return Reason("no_stretch", {**limits, **_best_leg(case, overtime_minutes)})


def _leg(case: Case, visits: list[Job], gap: Gap, overtime_minutes: int, from_at: datetime) -> Leg:
    before, after = neighbours(visits, gap.start, gap.closes)
    way = _way(case, before.place if before else case.engineer.home)
    leave = max(whole_minute(gap.start), from_at - way)
    limit = min(case.window.end, _shift_end(case, gap, overtime_minutes))
    return Leg(leave, way, min(limit, after.start - _way(case, after.place)) if after else limit)


def _shift_end(case: Case, gap: Gap, overtime_minutes: int) -> datetime:
    if not (gap.last and overtime_minutes):
        return gap.runs_to
    lengthened = gap.runs_to + overtime_minutes * MINUTE
    return min(lengthened, case.diary.next_busy(gap.runs_to) or lengthened)


def _begins(start: datetime, gap: Gap, overtime_minutes: int) -> bool:
    """Whether the visit begins in the gap; in overtime it may begin once the shift is over."""
    return start < gap.closes or (overtime_minutes > 0 and gap.last and gap.closes == gap.runs_to)


def _way(case: Case, other: Place | None) -> timedelta:
    return ceil(case.travel.minutes(other, case.requirement.place, case.requirement.region)) * MINUTE


def _usable(gap: Gap, window: Window) -> bool:
    return gap.closes > max(gap.start, window.start)


def _room(case: Case, left: DayLeft) -> dict[str, Any]:
    return {
        "room_day": left.day,
        "room_minutes": max(left.room, 0),
        "capacity_minutes": case.engineer.capacity_minutes_per_day,
        "needed_minutes": case.requirement.duration_minutes,
    }


def _best_leg(case: Case, overtime_minutes: int) -> dict[str, Any]:
    """The stretch that comes nearest to being long enough: what it holds and what it would have to hold."""
    duration = case.requirement.duration_minutes * MINUTE
    stretches = [
        _leg(case, left.visits, gap, overtime_minutes, case.window.start)
        for left in days_left(case)
        for gap in left.gaps
    ]
    best = max(stretches, key=lambda each: each.limit - each.leave - each.way)
    longest = max(0.0, (best.limit - best.leave) / MINUTE)
    return {"longest_minutes": longest, "needed_minutes": (best.way + duration) / MINUTE}
