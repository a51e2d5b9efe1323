"""The promise clocks of a request that is told, read from its facts by the arithmetic of the product."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from aftercare.config.demo.telling import Telling
from aftercare.domains.contracts.actions import Timeline
from aftercare.domains.contracts.clock import alerts, derive
from aftercare.domains.contracts.events import ClockDue
from aftercare.domains.contracts.models import Clock
from aftercare.domains.requests.events import RequestAlerted
from aftercare.domains.requests.promise_timeline import timelines
from aftercare.domains.requests.rules import BREACH
from aftercare.kit.actor import system
from aftercare.kit.events import entry_for
from aftercare.kit.models import LedgerEntry

WATCH = system("promise-clock")
# Whose the next step is in each state, as the ledger names the role.
OWNERS = {"pending": "dispatcher", "suspended": "dispatcher", "handled": "callback", "locked": "manager"}


def clocks_of(telling: Telling, dwell_minutes: Mapping[str, int]) -> list[Clock]:
    """Every clock of the request; what was told of those that have ended is put among its facts.

    Of a clock that still runs nothing is told yet: that is left to the rule that tells.
    """
    lines = timelines(telling.facts, dwell_minutes)
    clocks = [clock for line in lines if (clock := _clock(telling, line))]
    if not any(clock.kind == "dwell" for clock in clocks):
        clocks.extend(_left_stage(telling, dwell_minutes))
    told = [one for clock in clocks if clock.stopped_at for one in _told(telling, clock)]
    if told:
        telling.facts = sorted([*telling.facts, *told], key=lambda fact: fact.at)
    return clocks


def _clock(telling: Telling, line: Timeline) -> Clock | None:
    reading = derive(line.facts, telling.hours)
    if reading is None:
        return None
    reached = {alert.stage: alert.at for alert in alerts(reading, line.stages)}
    clock = Clock(
        id=telling.new_id(reading.started_at),
        subject_kind="request",
        subject_id=telling.request.id,
        kind=line.kind,
        round=line.round,
        calendar_id=telling.request.calendar_id,
        target_seconds=reading.target_seconds,
        stages=sorted(line.stages),
        started_at=reading.started_at,
        due_at=reading.due_at,
        standing=str(reading.state),
        stopped_at=reading.ended_at,
        reason=reading.open_pause.reason if reading.open_pause else "",
        alert_times=[reached.get(stage) for stage in sorted(line.stages)],
    )
    if clock.stopped_at:
        clock.fired = sorted(reached)
    clock.next_alert_at = coming[1] if (coming := clock.next_stage) else None
    return clock


def _left_stage(telling: Telling, dwell_minutes: Mapping[str, int]) -> Iterator[Clock]:
    """The watch over the last stage that had one, taken back when the request left it."""
    facts = telling.facts
    for kept in range(len(facts) - 1, 0, -1):
        line = next((line for line in timelines(facts[:kept], dwell_minutes) if line.kind == "dwell"), None)
        clock = _clock(telling, line) if line else None
        if clock is not None:
            left = facts[kept].at
            clock.standing, clock.stopped_at, clock.next_alert_at = "cancelled", left, None
            pairs = zip(clock.stages, clock.alert_times, strict=True)
            clock.fired = [stage for stage, at in pairs if at and at < left]
            yield clock
            return


def _told(telling: Telling, clock: Clock) -> Iterator[LedgerEntry]:
    """The facts of the stages that came before the clock ended, the request's own among them."""
    for stage, at in zip(clock.stages, clock.alert_times, strict=True):
        if at is None or stage not in clock.fired:
            continue
        due = ClockDue(
            clock_id=clock.id, subject_kind="request", subject_id=clock.subject_id, kind=clock.kind,
            round=clock.round, stage=stage, due_at=clock.due_at,
        )  # fmt: skip
        telling.beside.append(entry_for(WATCH, due, at=at))
        role = "manager" if stage >= BREACH else _owner(telling.facts, at)
        fact = RequestAlerted(
            request_id=clock.subject_id, clock=clock.kind, stage=stage, role=role, due_at=clock.due_at
        )
        yield entry_for(WATCH, fact, at=at, context_id=telling.request.customer_id)


def _owner(facts: Sequence[LedgerEntry], at: datetime) -> str:
    """Whose step it was at that instant."""
    state = next((fact.state_entered for fact in reversed(facts) if fact.verb and fact.at <= at), "pending")
    return OWNERS.get(state, "engineer")
