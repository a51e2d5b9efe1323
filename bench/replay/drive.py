"""Play incidents: let time pass up to each row, with the house's own rules and clocks, then do what the row says."""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import translation

from aftercare.domains.contracts.actions import tell_due
from aftercare.domains.contracts.models import Clock
from aftercare.domains.feedback.actions import miss_call_back
from aftercare.domains.feedback.models import CallBack
from aftercare.domains.feedback.queries import missed_call_backs
from aftercare.domains.requests.actions import apply_timed_rule
from aftercare.domains.requests.actions.recording import HELD
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import system
from aftercare.kit.compiled import compiled
from aftercare.kit.errors import Refusal
from aftercare.kit.jobs import Queue, on_queue, run_queued
from bench.replay import mapping
from bench.replay.cast import Cast
from bench.replay.commands import COMMANDS
from bench.replay.log import Incident
from bench.replay.mapping import NotMapped, Standing, Step, Turn
from bench.replay.tally import Tally

RULES, CLOCKS, CALLS = system("timed-rule"), system("promise-clock"), system("call-back")
TIMED = {"suspended": "wake", "pending": "lock", "assigned": "lapse", "in_progress": "lapse"}
MOST_STEPS = 12  # of one row; more would mean that the mapping runs in a circle
MOMENT = timedelta(microseconds=1)


class Player:
    """Plays incidents one after the other in this process."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.tally = Tally()
        self.reacted = 0
        self.queue = Queue(f"replay-{os.getpid()}")  # the reactions to what this process publishes, no others

    def play(self, incidents: Sequence[Incident]) -> Tally:
        """Play these incidents and tell what came of it."""
        self.tally = Tally(incidents=len(incidents))
        with self.tally.measured(), on_queue(self.queue), translation.override("en"):
            for incident in incidents:
                self._incident(incident)
        return self.tally

    def _incident(self, incident: Incident) -> None:
        first = incident.rows[0]
        at = first.opened_at
        request: ServiceRequest | None = None
        for step in mapping.beginning(first):
            request = self._do(request, step, at)
        assert request is not None  # noqa: S101  every incident begins by being entered
        for turn in mapping.turns(incident.rows):
            self.tally.late += turn.row.at < at
            since, at = at, max(at, turn.row.at)
            moved = False
            if since < at:
                request, moved = self._let_time_pass(request, at)
            request = self._row(request, Turn(turn.row, turn.before, turn.until, moved), at)

    def _row(self, request: ServiceRequest, turn: Turn, at: datetime) -> ServiceRequest:
        """Do what the row says; a row that says nothing new is noted."""
        done = 0
        try:
            for step in mapping.said(turn):
                request = self._do(request, step, at)
                done += 1
            while step := mapping.next_step(turn, self._standing(request), at):
                request = self._do(request, step, at)
                done += 1
                if done > MOST_STEPS:
                    raise NotMapped(f"{done} steps led nowhere")
        except (Refusal, NotMapped) as why:
            self.tally.not_mapped.append((turn.row.number, turn.row.line, f"{getattr(why, 'code', 'unknown')}: {why}"))
            self.tally.rows["not mapped"] += 1
            return request
        if done or turn.before is None:
            self.tally.rows["commands"] += 1
            return request
        self.tally.rows["note"] += 1
        return self._do(request, mapping.note_of(turn), at)

    def _do(self, request: ServiceRequest | None, step: Step, at: datetime) -> ServiceRequest:
        with self.tally.timed(step.verb):
            after = COMMANDS[step.verb](self.cast, self.cast.actors[step.by], request, step, at)
        self.tally.verbs[step.verb] += 1
        if step.inserted:
            self.tally.inserted[step.verb, step.inserted] += 1
        known = after if isinstance(after, ServiceRequest) else request
        assert known is not None  # noqa: S101  only entering has no request before it
        return _as_it_stands(known.id)[0] if self._react() else known

    def _let_time_pass(self, request: ServiceRequest, until: datetime) -> tuple[ServiceRequest, bool]:
        """Apply what falls due before the instant, each at its own; a person who acts in that minute comes first."""
        moved, put = False, self.queue.put
        clocks, rule_at = _clocks_due(request.noun, request.id, until), request.rule_due_at
        if request.state == "handled":
            self._miss_call_backs(request, until)
        while True:
            clock = min(clocks, key=_next_alert, default=None)
            if rule_at is not None and rule_at < until and (clock is None or rule_at <= _next_alert(clock)):
                request, moved = self._apply_rule(request, rule_at), True
                clocks, rule_at = _clocks_due(request.noun, request.id, until), request.rule_due_at
            elif clock is not None:
                self._tell(clock)
                clocks = [each for each in clocks if each.next_alert_at and each.next_alert_at < until]
            else:
                return (request if put == self.queue.put else _as_it_stands(request.id)[0]), moved

    def _miss_call_backs(self, request: ServiceRequest, until: datetime) -> None:
        """Nobody called in time; no rule moves a handled request, so the order among its clocks is all the same."""
        for call in _missed_calls(until - MOMENT, request.id):
            with self.tally.timed("miss call-back"):
                miss_call_back(CALLS, call, at=call.due_at)
            self.tally.house["miss call-back"] += 1
            self._react()

    def _apply_rule(self, request: ServiceRequest, at: datetime) -> ServiceRequest:
        verb = TIMED[request.state]
        with self.tally.timed(verb):
            request = apply_timed_rule(RULES, request, at=at)
        self.tally.house[verb] += 1
        return _as_it_stands(request.id)[0] if self._react() else request

    def _tell(self, clock: Clock) -> None:
        with self.tally.timed("tell stage"):
            tell_due(CLOCKS, clock, at=_next_alert(clock))
        self.tally.house["tell stage"] += 1
        self._react()

    def _react(self) -> bool:
        """Run the reactions to what was published just now; whether there were any: they may have moved the request."""
        if self.reacted == self.queue.put:
            return False
        with self.tally.timed("reactions"):
            self.tally.house["reactions"] += run_queued()
        self.reacted = self.queue.put
        return True

    def _standing(self, request: ServiceRequest) -> Standing:
        people, groups = self.cast.people, self.cast.groups
        return Standing(
            state=request.state,
            person=people[request.assignee_id] if request.assignee_id else None,
            team=groups[request.team_id] if request.team_id else "",
            waits_for=request.suspended_for_id or "",
            required_at=request.required_at,
            solver=people[request.handled_by] if request.handled_by else None,
        )


@compiled
def _as_it_stands(id: UUID) -> QuerySet[ServiceRequest]:
    return HELD.filter(pk=id)


@compiled
def _clocks_due(noun: str, id: UUID, until: datetime) -> QuerySet[Clock]:
    return Clock.objects.filter(subject_kind=noun, subject_id=id, next_alert_at__lt=until)


@compiled
def _missed_calls(at: datetime, id: UUID) -> QuerySet[CallBack]:
    return missed_call_backs(at).filter(request=id)


def _next_alert(clock: Clock) -> datetime:
    assert clock.next_alert_at is not None  # noqa: S101  only clocks with a stage to tell are asked
    return clock.next_alert_at
