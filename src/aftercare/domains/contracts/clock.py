"""Promise clocks: derived from facts and working hours whenever asked, never counted up and stored.

A dwell clock (too long in one stage) is the same thing, started when the stage is entered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from aftercare.domains.accounts.hours import WorkingHours
from aftercare.domains.contracts.clock_explained import Kind, Span, explain
from aftercare.domains.contracts.clock_facts import ClockFact, Pause, What, replay
from aftercare.domains.contracts.clock_reading import SECOND, Reading, State, read

__all__ = [
    "STAGES",
    "Alert",
    "ClockFact",
    "Kind",
    "Pause",
    "Reading",
    "Span",
    "State",
    "What",
    "alerts",
    "derive",
    "explain",
]

STAGES = (75, 100, 150)


@dataclass(frozen=True, slots=True)
class Alert:
    """The instant at which a stage (a percentage of the target) is spent."""

    stage: int
    at: datetime


def derive(facts: Iterable[ClockFact], hours: WorkingHours) -> Reading | None:
    """Read the clock these facts describe; None when nothing has started it."""
    course = replay(facts)
    return None if course is None else read(course, hours)


def alerts(reading: Reading, stages: Iterable[int] = STAGES, hours: WorkingHours | None = None) -> tuple[Alert, ...]:
    """When each stage is or was reached, earliest first.

    A stage the clock never reaches has no alert: it ended before (or at that very instant, which keeps the promise),
    it rests in an open pause, or the calendar has too little work. After any new fact, ask again.
    """
    if hours is not None and hours != reading.hours:
        reading = read(reading.course, hours)
    percent, ended_at = reading.target_seconds * SECOND / 100, reading.ended_at
    reached = ((stage, reading.reached_at(stage * percent)) for stage in sorted(set(stages)))
    return tuple(Alert(stage, at) for stage, at in reached if at and (ended_at is None or at < ended_at))
