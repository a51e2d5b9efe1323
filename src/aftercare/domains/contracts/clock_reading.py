"""What a promise clock shows: due when, spent how much, kept or missed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from aftercare.domains.accounts.hours import WorkingHours, add_working_time, working_time
from aftercare.domains.contracts.clock_facts import Course, Pause

SECOND = timedelta(seconds=1)


class State(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Reading:
    """One clock, read with everything known about it.

    `due_at` is None while a pause keeps it open, and when the calendar holds too little work within three years.
    Of a stopped or cancelled clock it is the instant by which it should have stopped.
    """

    course: Course
    hours: WorkingHours = field(repr=False)
    due_at: datetime | None

    @property
    def started_at(self) -> datetime:
        return self.course.started_at

    @property
    def target_seconds(self) -> int:
        return self.course.target_seconds

    @property
    def pauses(self) -> tuple[Pause, ...]:
        return self.course.pauses

    @property
    def stopped_at(self) -> datetime | None:
        return self.course.stopped_at

    @property
    def cancelled_at(self) -> datetime | None:
        return self.course.cancelled_at

    @property
    def ended_at(self) -> datetime | None:
        return self.stopped_at or self.cancelled_at

    @property
    def open_pause(self) -> Pause | None:
        """The pause that lasts until somebody resumes."""
        return self.pauses[-1] if self.pauses and self.pauses[-1].to is None else None

    @property
    def never_due(self) -> bool:
        """Whether the calendar leaves too little work within three years to fall due at all."""
        return self.due_at is None and self.open_pause is None

    @property
    def state(self) -> State:
        """The state at the last fact; ask `state_at` for the present one, which also knows what is overdue."""
        return self.state_at(self.course.known_until)

    def state_at(self, at: datetime) -> State:
        """The state at an instant, by all that is known.

        Stopped exactly at the due instant is still kept; lifted at that instant is missed, as nothing had stopped it.
        """
        if self.stopped_at and at >= self.stopped_at:
            return State.MISSED if self._overdue(self.stopped_at) else State.MET
        if self.cancelled_at and at >= self.cancelled_at:
            unkept = self.due_at is not None and self.cancelled_at >= self.due_at
            return State.MISSED if unkept else State.CANCELLED
        if self._overdue(at):
            return State.MISSED
        return State.PAUSED if self.pause_at(at) else State.RUNNING

    def pause_at(self, at: datetime) -> Pause | None:
        """The pause the clock rests in at this instant."""
        return next((rest for rest in self.pauses if rest.since <= at and (rest.to is None or at < rest.to)), None)

    def spent_seconds(self, at: datetime) -> int:
        """Whole seconds of the target spent by this instant; no more are spent once the clock has ended."""
        return self.spent(at) // SECOND

    def spent(self, at: datetime) -> timedelta:
        """Working time spent by this instant, pauses left out, to the microsecond."""
        until = min(at, self.ended_at) if self.ended_at else at
        stretches = ((start, until if end is None else min(end, until)) for start, end in self.stretches())
        return sum((working_time(self.hours, start, end) for start, end in stretches), timedelta(0))

    def due_if_resumed_at(self, at: datetime) -> datetime | None:
        """When it falls due if the open pause ends at this instant; the due instant itself when nothing is open."""
        rest = self.open_pause
        if rest is None or self.due_at is not None:
            return self.due_at
        missing = self.target_seconds * SECOND - self.spent(rest.since)
        return add_working_time(self.hours, max(at, rest.since), missing)

    def reached_at(self, worked: timedelta) -> datetime | None:
        """The first instant at which so much has been spent, as if nothing more paused or ended the clock."""
        return reached(self.course, self.hours, worked)

    def stretches(self) -> Iterator[tuple[datetime, datetime | None]]:
        """The spans between pauses, in which working time counts; the last is open unless a pause is."""
        return running_stretches(self.course)

    def _overdue(self, at: datetime) -> bool:
        return self.due_at is not None and at > self.due_at


def read(course: Course, hours: WorkingHours) -> Reading:
    """Read a course by the hours that apply to it."""
    return Reading(course=course, hours=hours, due_at=reached(course, hours, course.target_seconds * SECOND))


def running_stretches(course: Course) -> Iterator[tuple[datetime, datetime | None]]:
    since = course.started_at
    for rest in course.pauses:
        if since < rest.since:
            yield since, rest.since
        if rest.to is None:
            return
        since = rest.to
    yield since, None


def reached(course: Course, hours: WorkingHours, worked: timedelta) -> datetime | None:
    """The first instant by which so much working time lies outside the pauses; None while a pause keeps it open."""
    for start, end in running_stretches(course):
        here = working_time(hours, start, end) if end else worked
        if here >= worked:
            return add_working_time(hours, start, worked)
        worked -= here
    return None
