"""Play incidents: let time pass up to each row, with the house's own rules and clocks, then do what the row says."""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta

from aftercare.domains.contracts.actions import tell_due
from aftercare.domains.contracts.models import Clock
from aftercare.domains.feedback.actions import miss_call_back
from aftercare.domains.feedback.queries import missed_call_backs
from aftercare.domains.requests.actions import apply_timed_rule
from aftercare.domains.requests.actions.recording import HELD
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import system
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
        with self.tally.measured(), on_queue(self.queue):
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
        return self._react(after if isinstance(after, ServiceRequest) else request)

    def _let_time_pass(self, request: ServiceRequest, until: datetime) -> tuple[ServiceRequest, bool]:
        """Apply what falls due before the instant, each at its own; a person who acts in that minute comes first."""
        moved = False
        clocks, rule_at = _clocks(request, until), request.rule_due_at
        if request.state == "handled":
            self._call_back_missed(request, until)
        while True:
            clock = min(clocks, key=_next_alert, default=None)
            if rule_at is not None and rule_at < until and (clock is None or rule_at <= _next_alert(clock)):
                request, moved = self._apply_rule(request, rule_at), True
                clocks, rule_at = _clocks(request, until), request.rule_due_at
            elif clock is not None:
                self._tell(request, clock)
                clocks = [each for each in clocks if each.next_alert_at and each.next_alert_at < until]
            else:
                return request, moved

    def _call_back_missed(self, request: ServiceRequest, until: datetime) -> None:
        """Nobody called in time; a handled request is moved by no rule, so the order of the clocks is all one."""
        for call in missed_call_backs(until - MOMENT).filter(request=request):
            with self.tally.timed("miss call-back"):
                miss_call_back(CALLS, call, at=call.due_at)
            self.tally.house["miss call-back"] += 1
            self._react(request)

    def _apply_rule(self, request: ServiceRequest, at: datetime) -> ServiceRequest:
        verb = TIMED[request.state]
        with self.tally.timed(verb):
            request = apply_timed_rule(RULES, request, at=at)
        self.tally.house[verb] += 1
        return self._react(request)

    def _tell(self, request: ServiceRequest, clock: Clock) -> None:
        with self.tally.timed("tell stage"):
            tell_due(CLOCKS, clock, at=_next_alert(clock))
        self.tally.house["tell stage"] += 1
        self._react(request)

    def _react(self, request: ServiceRequest | None) -> ServiceRequest:
        """Run the reactions to what was published just now; a request that one of them moved is read again."""
        assert request is not None  # noqa: S101  only entering has no request before it
        if self.reacted == self.queue.put:
            return request
        with self.tally.timed("reactions"):
            self.tally.house["reactions"] += run_queued()
        self.reacted = self.queue.put
        version = ServiceRequest.objects.values_list("version", flat=True).get(pk=request.pk)
        return request if version == request.version else HELD.get(pk=request.pk)

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


def _clocks(request: ServiceRequest, until: datetime) -> list[Clock]:
    return list(Clock.objects.filter(subject_kind=request.noun, subject_id=request.id, next_alert_at__lt=until))


def _next_alert(clock: Clock) -> datetime:
    assert clock.next_alert_at is not None  # noqa: S101  only clocks with a stage to tell are asked
    return clock.next_alert_at
