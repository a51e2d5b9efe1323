"""What happened to a promise clock, and the course it took: facts in any order, one answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import cast


class What(StrEnum):
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    VOID_STOP = "void_stop"
    RETARGET = "retarget"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class ClockFact:
    """One thing that happened: `at` when it happened, `order` when it was recorded among the others."""

    at: datetime
    order: int
    what: What
    reason: str = ""
    target_seconds: int | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError(f"A clock fact needs an instant with its zone; {self.at} has none.")
        if self.what in (What.START, What.RETARGET) and (self.target_seconds or 0) < 1:
            raise ValueError(f"A {self.what} needs a target of one second at least; {self.target_seconds} was given.")
        # Two local times of one zone compare by wall clock, wrongly where it is set back: keep universal time.
        object.__setattr__(self, "at", self.at.astimezone(UTC))

    @property
    def place(self) -> tuple[datetime, int]:
        """Where it belongs among the facts: by when it happened, then by when it was recorded."""
        return self.at, self.order


@dataclass(frozen=True, slots=True)
class Pause:
    """A span in which the clock rests for one reason; open while `to` is None."""

    since: datetime
    to: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Course:
    """What the facts amount to, before any calendar is asked."""

    started_at: datetime
    target_seconds: int
    pauses: tuple[Pause, ...]
    stopped_at: datetime | None
    cancelled_at: datetime | None
    known_until: datetime


def replay(facts: Iterable[ClockFact]) -> Course | None:
    """Fold the facts in the order they happened; None when none of them starts the clock.

    A fact that arrives late takes its true place. What happened before the start counts as happening at the start,
    what happened after the end changes nothing.
    """
    ordered = sorted(facts, key=lambda fact: fact.place)
    start = next((fact for fact in ordered if fact.what is What.START), None)
    if start is None:
        return None
    ending = _ending(ordered)
    ended_at = max(ending.at, start.at) if ending else None
    return Course(
        started_at=start.at,
        target_seconds=_target(start, ordered, ending),
        pauses=tuple(_pauses(ordered, start.at, ended_at)),
        stopped_at=ended_at if ending and ending.what is What.STOP else None,
        cancelled_at=ended_at if ending and ending.what is What.CANCEL else None,
        known_until=max(ordered[-1].at, start.at),
    )


def _ending(ordered: list[ClockFact]) -> ClockFact | None:
    """The stop or cancellation that holds: the first one, unless a stop was declared void afterwards."""
    stop = cancel = None
    for fact in ordered:
        if fact.what is What.STOP:
            stop = stop or fact
        elif fact.what is What.VOID_STOP:
            stop = None
        elif fact.what is What.CANCEL:
            cancel = cancel or fact
    return min((fact for fact in (stop, cancel) if fact), key=lambda fact: fact.place, default=None)


def _target(start: ClockFact, ordered: list[ClockFact], ending: ClockFact | None) -> int:
    """The last target set before the end; it counts from the beginning."""
    changes = [fact for fact in ordered if fact.what is What.RETARGET and (not ending or fact.place < ending.place)]
    return cast(int, [start, *changes][-1].target_seconds)


def _pauses(ordered: list[ClockFact], started_at: datetime, ended_at: datetime | None) -> list[Pause]:
    """The rests between start and end; pausing a paused clock only changes the reason from then on."""
    pauses: list[Pause] = []
    since, reason = None, ""
    for fact in ordered:
        if fact.what not in (What.PAUSE, What.RESUME):
            continue
        if since:
            _rest(pauses, max(since, started_at), _earlier(fact.at, ended_at), reason)
        since, reason = (fact.at, fact.reason) if fact.what is What.PAUSE else (None, "")
    if since:
        _rest(pauses, max(since, started_at), ended_at, reason)
    return pauses


def _rest(pauses: list[Pause], since: datetime, to: datetime | None, reason: str) -> None:
    if to is not None and to <= since:
        return
    if pauses and pauses[-1].to == since and pauses[-1].reason == reason:
        since = pauses.pop().since
    pauses.append(Pause(since, to, reason))


def _earlier(at: datetime, other: datetime | None) -> datetime:
    return at if other is None else min(at, other)
