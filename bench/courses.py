"""The courses that loaded requests have taken: which facts, attempts and clocks lead to where they stand.

A course is written once, in offsets from the request's entry. The clocks of a course are read by the product's own
arithmetic from its facts; in a calendar that never closes they only move with the entry.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from aftercare.domains.accounts.hours import WorkingHours
from aftercare.domains.contracts.actions import Timeline
from aftercare.domains.contracts.clock import alerts, derive
from aftercare.domains.requests.promise_timeline import timelines
from aftercare.kit.models import LedgerEntry

M, H, D = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# Promises so patient that every clock of an open request still runs, however old the ticket: 3 years.
PROMISED = 1095 * 86_400
TARGETS = dict.fromkeys(("first_response", "assignment", "arrival", "resolution"), PROMISED)
DWELL_MINUTES = dict.fromkeys(("pending", "assigned", "in_progress", "handled", "locked"), PROMISED // 60)
WAITS = timedelta(seconds=PROMISED) - 5 * D
PAUSED = ("arrival", "resolution")
REFERENCE = datetime(2026, 1, 5, tzinfo=UTC)
HOURS = WorkingHours.always("UTC")


@dataclass(frozen=True, slots=True)
class Fact:
    """One ledger row to be: what, the move it made, after how long, by whom, and what else it says."""

    kind: str
    verb: str
    left: str
    entered: str
    after: timedelta
    by: str
    says: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt: opened, started, ended after how long, and how."""

    opened: timedelta
    started: timedelta | None = None
    ended: timedelta | None = None
    result: str = ""
    outcome: str | None = None


@dataclass(frozen=True)
class Course:
    """Everything that happened, and the fields of the request that tell it."""

    state: str
    facts: tuple[Fact, ...]
    tries: tuple[Try, ...] = ()
    held: bool = False
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClockShape:
    """A clock of a course; instants are offsets from the entry."""

    kind: str
    round: int
    stages: tuple[int, ...]
    started: timedelta
    due: timedelta | None
    standing: str
    stopped: timedelta | None
    reason: str
    alerts: tuple[timedelta | None, ...]

    @property
    def next_alert(self) -> timedelta | None:
        """When somebody is told next; never once it has ended."""
        return None if self.stopped else next((at for at in self.alerts if at), None)


SUBMIT = Fact("request.submitted", "submit", "", "pending", 0 * M, "agent")
RESPOND = Fact("request.responded", "", "", "", 30 * M, "agent", {"channel": "phone", "reached": True})
ASSIGN = Fact("request.assigned", "assign", "pending", "assigned", 2 * H, "agent", {"attempt": 1})
START = Fact("request.started", "start", "assigned", "in_progress", D, "engineer", {"attempt": 1})
HANDLE = Fact("request.handled", "handle", "in_progress", "handled", D + 2 * H, "engineer", {"attempt": 1})
CONFIRM = Fact(
    "request.confirmed", "confirm", "handled", "closed", 2 * D, "agent", {"satisfaction": 5, "in_call": False}
)
SIGN = Fact("request.signed_off", "sign_off", "closed", "closed", 3 * D, "agent", {"accepted": True})
CANCEL = Fact("request.cancelled", "cancel", "pending", "cancelled", 5 * H, "agent")
FAILED = {"attempt": 1, "outcome": "unsolved", "counted": True, "failed_attempts": 1}
FAIL = Fact("request.failed", "fail", "in_progress", "pending", D + H, "engineer", FAILED)
AGAIN = (
    Fact("request.assigned", "assign", "pending", "assigned", 2 * D, "agent", {"attempt": 2}),
    Fact("request.started", "start", "assigned", "in_progress", 3 * D, "engineer", {"attempt": 2}),
    Fact("request.failed", "fail", "in_progress", "locked", 3 * D + H, "engineer",
         {**FAILED, "attempt": 2, "failed_attempts": 2}),
)  # fmt: skip
SUSPEND = Fact(
    "request.suspended", "suspend", "pending", "suspended", 3 * H, "agent", {"reason": "parts", "pauses": list(PAUSED)}
)
SOLVED = Try(2 * H, D, D + 2 * H, "solved")
UNSOLVED = Try(2 * H, D, D + H, "failed", "unsolved")
ANSWERED = {"first_response_at": 30 * M}
CLOSED = {**ANSWERED, "handled_at": D + 2 * H, "closed_at": 2 * D, "satisfaction": 5}

COURSES: Mapping[str, Course] = {
    "pending": Course("pending", (SUBMIT,)),
    "failed once": Course("pending", (SUBMIT, ASSIGN, START, FAIL), (UNSOLVED,), fields={"failed_attempts": 1}),
    "assigned": Course("assigned", (SUBMIT, RESPOND, ASSIGN), (Try(2 * H),), held=True, fields=ANSWERED),
    "in progress": Course(
        "in_progress", (SUBMIT, RESPOND, ASSIGN, START), (Try(2 * H, D),), held=True, fields=ANSWERED
    ),
    "handled": Course(
        "handled",
        (SUBMIT, RESPOND, ASSIGN, START, HANDLE),
        (SOLVED,),
        held=True,
        fields={**ANSWERED, "handled_at": D + 2 * H},
    ),
    "locked": Course(
        "locked",
        (SUBMIT, ASSIGN, START, FAIL, *AGAIN),
        (UNSOLVED, Try(2 * D, 3 * D, 3 * D + H, "failed", "unsolved")),
        fields={"failed_attempts": 2, "locked_for": "failed_twice"},
    ),
    "suspended": Course(
        "suspended",
        (SUBMIT, SUSPEND),
        fields={"suspended_from": "pending", "suspended_until": WAITS, "suspended_for": "parts"},
    ),
    "closed": Course("closed", (SUBMIT, RESPOND, ASSIGN, START, HANDLE, CONFIRM), (SOLVED,), held=True, fields=CLOSED),
    "signed off": Course(
        "closed",
        (SUBMIT, RESPOND, ASSIGN, START, HANDLE, CONFIRM, SIGN),
        (SOLVED,),
        held=True,
        fields={**CLOSED, "signed_off_at": 3 * D, "sign_off_note": "accepted"},
    ),
    "cancelled": Course("cancelled", (SUBMIT, CANCEL)),
}


def course_of(status: int, n: int) -> str:
    """The course of a ticket: 0 new, 1 open and 2 waiting are open here too, 3 resolved and 4 closed are not."""
    share = n % 10
    if status == 0:
        return "failed once" if share == 0 else "pending"
    if status == 1:
        return ("assigned", "in progress", "handled", "locked")[
            0 if share < 5 else 1 if share < 7 else 2 if share < 9 else 3
        ]
    if status == 2:
        return "suspended"
    if status == 3:
        return "closed"
    return "cancelled" if share == 0 else "signed off"


@cache
def clocks_of(name: str) -> tuple[ClockShape, ...]:
    """The clocks that a course leaves behind, as the product reads them from its facts."""
    entries = [_entry(fact, seq) for seq, fact in enumerate(COURSES[name].facts, 1)]
    shapes = [_shape(line) for line in timelines(entries, DWELL_MINUTES)]
    return tuple(shapes) if any(shape.kind == "dwell" for shape in shapes) else (*shapes, *_ended_dwell(entries))


def _entry(fact: Fact, seq: int) -> LedgerEntry:
    told = {"targets": list(TARGETS.items())} if fact.verb == "submit" else fact.says
    return LedgerEntry(
        kind=fact.kind,
        verb=fact.verb,
        state_left=fact.left,
        state_entered=fact.entered,
        seq=seq,
        at=REFERENCE + fact.after,
        data=dict(told),
    )


def _shape(line: Timeline) -> ClockShape:
    reading = derive(line.facts, HOURS)
    assert reading is not None
    told = {alert.stage: alert.at for alert in alerts(reading, line.stages)}
    return ClockShape(
        kind=line.kind,
        round=line.round,
        stages=line.stages,
        started=reading.started_at - REFERENCE,
        due=reading.due_at and reading.due_at - REFERENCE,
        standing=str(reading.state),
        stopped=reading.ended_at and reading.ended_at - REFERENCE,
        reason=reading.open_pause.reason if reading.open_pause else "",
        alerts=tuple(told[stage] - REFERENCE if stage in told else None for stage in sorted(line.stages)),
    )


def _ended_dwell(entries: list[LedgerEntry]) -> Iterator[ClockShape]:
    """The watch over the last stage that had one, taken back when the request left it."""
    for kept in range(len(entries) - 1, 0, -1):
        for line in timelines(entries[:kept], DWELL_MINUTES):
            if line.kind == "dwell":
                shape, left = _shape(line), entries[kept].at - REFERENCE
                yield ClockShape(
                    shape.kind, 1, shape.stages, shape.started, shape.due, "cancelled", left, "", shape.alerts
                )
                return
