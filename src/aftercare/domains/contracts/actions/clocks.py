"""Start clocks, derive them anew from facts, and tell when a share of their time is spent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from aftercare.domains.accounts.models import Calendar
from aftercare.domains.accounts.queries import working_hours
from aftercare.domains.contracts.clock import ClockFact, Reading, State, What, alerts, derive
from aftercare.domains.contracts.events import ClockDue
from aftercare.domains.contracts.models import Clock, ClockKind
from aftercare.domains.contracts.policies import may_keep_clocks
from aftercare.domains.contracts.promises import Promise
from aftercare.kit.actor import Actor
from aftercare.kit.compiled import compiled
from aftercare.kit.events import publish_all
from aftercare.kit.ids import Ref
from aftercare.kit.permissions import require
from aftercare.kit.rows import insert_rows, update_rows

DERIVED = ("target_seconds", "started_at", "due_at", "standing", "stopped_at", "reason", "alert_times", "fired",
           "next_alert_at")  # fmt: skip
BREACH = 100
DWELL_STAGES = (100, 200, 400)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The facts of one clock's round, and the shares of its time (percent) at which somebody is told."""

    kind: str
    round: int
    facts: Sequence[ClockFact]
    stages: tuple[int, ...] = (75, 100, 150)


@dataclass(frozen=True, slots=True)
class Rest:
    """Why some clocks begin paused."""

    reason: str
    kinds: Sequence[str]


@transaction.atomic(savepoint=False)
def start_clocks(
    actor: Actor, subject: Ref, *, promise: Promise, at: datetime, dwell_minutes: int = 0, rest: Rest | None = None
) -> list[Clock]:
    """Start a promise's clocks, all in one statement; `rest` names those that begin paused, and why."""
    require(may_keep_clocks(actor))
    lines = [
        Timeline(kind, 1, [_start(at, target.seconds), *_paused(kind, rest, at)], target.stages)
        for kind, target in promise.targets.items()
    ]
    if dwell_minutes:
        lines.append(Timeline(ClockKind.DWELL, 1, [_start(at, dwell_minutes * 60)], DWELL_STAGES))
    return insert_rows([_new_clock(subject, line, promise.calendar, at) for line in lines])


@transaction.atomic(savepoint=False)
def derive_clocks(
    actor: Actor, subject: Ref, *, timelines: Iterable[Timeline], calendar: Calendar, at: datetime
) -> list[Clock]:
    """Read every clock of a subject anew from its facts, late facts and new rounds included."""
    require(may_keep_clocks(actor))
    known = {(clock.kind, clock.round): clock for clock in _held(subject.kind, subject.id)}
    fresh, changed, told = [], [], set()
    for line in timelines:
        told.add((line.kind, line.round))
        clock = known.get((line.kind, line.round))
        if clock is None:
            fresh.append(_new_clock(subject, line, calendar, at))
        elif _read_into(clock, line, calendar, at):
            changed.append(clock)
    changed += [clock for key, clock in known.items() if key not in told and _take_back(clock, at)]
    if fresh:
        insert_rows(fresh)
    if changed:
        update_rows(changed, DERIVED)
    return [*known.values(), *fresh]


def tell_due(actor: Actor, clock: Clock, *, at: datetime) -> None:
    """Tell that the clock's next stage has come, once; after a long stop every stage is told, in order."""
    tell_all_due(actor, clocks=[clock], at=at)


@transaction.atomic(savepoint=False)
def tell_all_due(actor: Actor, *, clocks: Sequence[Clock], at: datetime) -> None:
    """Tell the next stage of each of these clocks, in three statements however many they are.

    In the order of their subjects: what reacts takes the subjects' locks in it, as every other transaction does.
    """
    require(may_keep_clocks(actor))
    in_order = sorted(clocks, key=lambda clock: clock.subject_id)
    coming = [(clock, following[0]) for clock in in_order if (following := clock.next_stage) is not None]
    for clock, stage in coming:
        clock.fired = [*clock.fired, stage]
        clock.next_alert_at = later[1] if (later := clock.next_stage) else None
        if stage >= BREACH and clock.standing == State.RUNNING:
            clock.standing = State.MISSED
    update_rows([clock for clock, _stage in coming], ("fired", "next_alert_at", "standing"))
    publish_all(actor, [_due(clock, stage) for clock, stage in coming], at=at)


def _due(clock: Clock, stage: int) -> ClockDue:
    return ClockDue(
        clock_id=clock.id,
        subject_kind=clock.subject_kind,
        subject_id=clock.subject_id,
        kind=clock.kind,
        round=clock.round,
        stage=stage,
        due_at=clock.due_at,
    )


@compiled
def _held(kind: str, id: UUID) -> QuerySet[Clock]:
    return Clock.objects.filter(subject_kind=kind, subject_id=id).select_for_update().order_by("id")


def _start(at: datetime, seconds: int) -> ClockFact:
    return ClockFact(at, 0, What.START, target_seconds=seconds)


def _paused(kind: str, rest: Rest | None, at: datetime) -> list[ClockFact]:
    return [ClockFact(at, 1, What.PAUSE, rest.reason)] if rest and kind in rest.kinds else []


def _new_clock(subject: Ref, line: Timeline, calendar: Calendar, at: datetime) -> Clock:
    clock = Clock(
        subject_kind=subject.kind,
        subject_id=subject.id,
        kind=line.kind,
        round=line.round,
        calendar=calendar,
        stages=sorted(line.stages),
    )
    _read_into(clock, line, calendar, at)
    return clock


def _read_into(clock: Clock, line: Timeline, calendar: Calendar, at: datetime) -> bool:
    """Write what the facts say into the clock; whether anything differs."""
    reading = derive(line.facts, working_hours(calendar))
    if reading is None:
        raise ValueError(f"The facts of {clock} never start it.")
    before = [getattr(clock, name) for name in DERIVED]
    instants = {alert.stage: alert.at for alert in alerts(reading, clock.stages)}
    clock.fired = _still_told(clock, reading, instants, at)
    clock.target_seconds = reading.target_seconds
    clock.started_at = reading.started_at
    clock.due_at = reading.due_at
    clock.standing = reading.state_at(at)
    clock.stopped_at = reading.ended_at
    clock.reason = _reason(reading)
    clock.alert_times = [instants.get(stage) for stage in clock.stages]
    coming = clock.next_stage
    clock.next_alert_at = coming[1] if coming else None
    return before != [getattr(clock, name) for name in DERIVED]


def _still_told(clock: Clock, reading: Reading, instants: Mapping[int, datetime], at: datetime) -> list[int]:
    """The stages whose telling holds: one whose instant has moved behind now is told again when it comes."""
    if clock.started_at != reading.started_at:
        return []  # another entry into the stage, another clock
    if reading.ended_at is not None:
        return clock.fired
    known = dict(zip(clock.stages, clock.alert_times, strict=False))
    come = {stage for stage, instant in instants.items() if instant <= at}
    return [stage for stage in clock.fired if stage in come or instants.get(stage) == known.get(stage)]


def _take_back(clock: Clock, at: datetime) -> bool:
    """End a round that, by what is known now, never began."""
    if clock.standing == State.CANCELLED:
        return False
    clock.standing, clock.stopped_at, clock.next_alert_at = State.CANCELLED, at, None
    return True


def _reason(reading: Reading) -> str:
    return reading.open_pause.reason if reading.open_pause else ""
