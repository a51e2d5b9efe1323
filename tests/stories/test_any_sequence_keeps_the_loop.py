"""Random walks of verbs, times, people and late reports: whatever happens, the invariants hold."""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.make import HOUSE, customer, engineer, team

from aftercare.domains.accounts.actions import do_task
from aftercare.domains.accounts.models import Task
from aftercare.domains.accounts.queries import actor_for
from aftercare.domains.contracts.actions import tell_due
from aftercare.domains.contracts.models import Clock
from aftercare.domains.dispatch.actions import Slot, assign_by_hand, move_visit, unlock_by_hand
from aftercare.domains.dispatch.models import Visit
from aftercare.domains.feedback.actions import confirm_by_call, record_unreachable, reject_by_call
from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.requests import actions
from aftercare.domains.requests.errors import ParentEnded
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import broken_invariants
from aftercare.domains.requests.states import FLOW
from aftercare.kit.actor import Actor, system
from aftercare.kit.errors import Refusal
from aftercare.kit.jobs import run_queued
from aftercare.kit.ledger import facts_of, moves_of, tampered

WALKS = int(os.environ.get("AFTERCARE_EXAMPLES", "300")) // 15
PEOPLE = ("agent", "dispatcher", "engineer", "other", "callback", "manager", "stranger")
CLOCK = system("timed-rule")
RECORD = RecordDraft(work_done="换电容", labour_minutes=30)
walked: Counter[str] = Counter()


def span(dice: Random, most: int = 2000) -> timedelta:
    return timedelta(minutes=dice.randint(1, most))


def report(walk: "Walk") -> dict[str, Any]:
    return {"done_at": walk.at - span(walk.dice, 6000)} if walk.dice.random() < 0.4 else {}


def whom(walk: "Walk") -> dict[str, Any]:
    """An engineer with an appointment or without one, a colleague at the desk, or the team."""
    match walk.dice.randint(0, 5):
        case 0:
            return {"assignee": walk.world.desk}
        case 1:
            return {"team": walk.world.team}
        case n:
            begins = walk.at + span(walk.dice, 4000)
            slot = Slot(begins, begins + timedelta(hours=2)) if n < 5 else None
            return {"engineer": walk.dice.choice(walk.world.engineers), "slot": slot}


def ways_out(walk: "Walk") -> dict[str, Any]:
    to = walk.dice.choice(["pending", "assigned", "assigned", "cancelled"])
    engineer = walk.dice.choice(walk.world.engineers)
    return {"decision": "换人", "to": to, "engineer": engineer, "required_at": walk.at + span(walk.dice)}


# verb → the action, the role it falls to, and what it is given.
MOVES: dict[str, tuple[Callable[..., Any], str, Callable[["Walk"], dict[str, Any]]]] = {
    "assign": (assign_by_hand, "dispatcher", whom),
    "start": (actions.start_request, "engineer", report),
    "handle": (handle_visit, "engineer", lambda w: {"record": RECORD, **report(w)}),
    "fail": (
        actions.fail_request,
        "engineer",
        lambda w: {"outcome": w.dice.choice(["unsolved", "unsolved", "not_home", "nonsense"]), **report(w)},
    ),
    "withdraw": (actions.withdraw_request, "dispatcher", lambda w: {"reason": "改派"}),
    "decline": (actions.decline_request, "engineer", lambda w: {"reason": "太远"}),
    "suspend": (
        actions.suspend_request,
        "agent",
        lambda w: {"reason": w.dice.choice(["customer", "parts", "other"]), "until": w.at + span(w.dice)},
    ),
    "resume": (actions.resume_request, "agent", lambda w: {}),
    "confirm": (confirm_by_call, "callback", lambda w: {"satisfaction": w.dice.randint(1, 5)}),
    "reject": (reject_by_call, "callback", lambda w: {"reason": "没修好"}),
    "unreachable": (record_unreachable, "callback", lambda w: {}),
    "unlock": (unlock_by_hand, "manager", ways_out),
    "conclude": (actions.conclude_request, "manager", lambda w: {"decision": "refunded", "reason": "退款"}),
    "sign_off": (actions.sign_off_request, "manager", lambda w: {"accepted": w.dice.random() < 0.5, "reason": "核销"}),
    "cancel": (actions.cancel_request, "agent", lambda w: {"reason": "不用了"}),
    "reopen": (actions.reopen_request, "agent", lambda w: {"reason": "又坏了"}),
}
RARE = {"cancel", "conclude", "withdraw", "decline", "suspend"}
STEPS = ("accepted", "travelling", "arrived", "working", "paused")


@dataclass(frozen=True)
class World:
    """Who lives in it: the actors by name, two engineers, a colleague at the desk, their team, a customer."""

    cast: dict[str, Actor]
    engineers: tuple[Any, Any]
    desk: Any
    team: Any
    customer: Any


class Walk:
    """One request, and those below it, driven by anybody, at any time, in any order."""

    def __init__(self, dice: Random, world: World, at: Any) -> None:
        self.dice, self.world, self.at = dice, world, at
        self.requests = [self.submit()]

    def submit(self, parent: ServiceRequest | None = None) -> ServiceRequest:
        return actions.submit_request(
            HOUSE, customer=self.world.customer, kind="repair", title="异响", parent=parent, at=self.at
        )

    def step(self) -> None:
        """Let time pass, or make a move: mostly one that is open, by the person it falls to."""
        roll = self.dice.random()
        if roll < 0.2:
            return self.let_time_pass()
        self.request = ServiceRequest.objects.get(pk=self.dice.choice(self.requests).pk)
        if roll < 0.45:
            beside = [self.change, self.go_below, self.visit, self.visit, self.visit, self.progress, self.do_task]
            return self.dice.choice(beside)()
        now = self.request.state
        open_verbs = [v for v in FLOW.verbs(now) if v in MOVES and (v not in RARE or self.dice.random() < 0.2)]
        verb = self.dice.choice(open_verbs or ["reopen"]) if roll < 0.9 else self.dice.choice(sorted(MOVES))
        action, role, values = MOVES[verb]
        self.attempt(action, self.somebody(role), **values(self))

    def somebody(self, role: str) -> str:
        """Mostly whom it falls to: an engineer's part to whoever has the request."""
        if self.dice.random() >= 0.8:
            return self.dice.choice(PEOPLE)
        mine = [name for name, actor in self.world.cast.items() if actor.id == self.request.assignee_id]
        return mine[0] if role == "engineer" and mine else role

    def let_time_pass(self) -> None:
        self.at += span(self.dice, 3000 if self.dice.random() < 0.3 else 300)
        known = [request.pk for request in self.requests]
        rows = ServiceRequest.objects.filter(pk__in=known, rule_due_at__lte=self.at).order_by("rule_due_at")
        while (due := rows.first()) is not None:
            actions.apply_timed_rule(CLOCK, due, at=due.rule_due_at)
        for clock in Clock.objects.filter(subject_id__in=known, next_alert_at__lte=self.at)[:3]:
            tell_due(CLOCK, clock, at=self.at)
        run_queued()

    def change(self) -> None:
        self.attempt(actions.change_request, "agent", priority=self.dice.randint(1, 4))

    def go_below(self) -> None:
        """Enter a request below this one, which must be open for it."""
        if len(self.requests) > 3:
            return
        try:
            with transaction.atomic():
                self.requests.append(self.submit(parent=self.request))
                walked["child"] += 1
        except ParentEnded:
            assert not self.request.is_open

    def visit(self) -> None:
        """Take one of its visits a step further, whatever its state."""
        if visits := list(Visit.objects.filter(request=self.request).order_by("-id")[:2]):
            visit = visits[0] if self.dice.random() < 0.8 else visits[-1]
            verb = self.dice.choice(["confirm", "confirm", "travel", "arrive", "work"])
            self.attempt(move_visit, self.somebody("engineer"), subject=visit, verb=verb)

    def progress(self) -> None:
        self.attempt(actions.report_progress, self.somebody("engineer"), step=self.dice.choice(STEPS), **report(self))

    def do_task(self) -> None:
        """Somebody takes an entry off; what a lock asks leaves by the manager's decision."""
        open_tasks = Task.objects.filter(about_id=self.request.pk, done_at=None).exclude(kind="request.locked")
        if (task := open_tasks.order_by("id").first()) is not None:
            person = task.role_code if task.role_code in PEOPLE else self.dice.choice(PEOPLE)
            self.attempt(do_task, person, subject=task)

    def attempt(self, action: Callable[..., Any], person: str, *, subject: Any = None, **values: Any) -> None:
        """Try a verb; a refusal must leave the request as it was."""
        before = ServiceRequest.objects.values().get(pk=self.request.pk)
        try:
            with transaction.atomic():
                action(self.world.cast[person], subject or self.request, at=self.at, **values)
                walked[action.__name__] += 1
        except Refusal:
            assert ServiceRequest.objects.values().get(pk=self.request.pk) == before

    def check(self) -> None:
        run_queued()
        for request in self.requests:
            entries = list(facts_of(request.ref))
            walked.update(entry.verb for entry in entries if entry.verb)
            assert FLOW.fold(moves_of(entries)) == ServiceRequest.objects.get(pk=request.pk).state
            assert tampered(request.ref) == []
        assert broken_invariants() == []


@pytest.mark.django_db
def test_whatever_people_do_the_invariants_hold(actor_of, user_of, at):
    cast = {role: actor_of(role) for role in PEOPLE if role != "other"} | {"other": actor_of("engineer", name="other")}
    workers = engineer(at, user=user_of("engineer")), engineer(at, user=user_of("other"), name="赵强", code="E2")
    group = team(at, user_of("engineer"), user_of("agent"))
    cast |= {name: actor_for(user_of(name), via="test", at=at) for name in ("engineer", "agent")}
    world = World(cast, workers, user_of("agent"), group, customer(at))

    @settings(max_examples=WALKS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(seed=st.integers(0, 2**32))
    def walk_once(seed):
        point = transaction.savepoint()
        walk = Walk(Random(seed), world, at)
        for n in range(40):
            walk.step()
            if n % 10 == 9:
                walk.check()
        transaction.savepoint_rollback(point)

    walk_once()
    assert WALKS < 100 or walked.keys() >= {
        "assign",
        "start",
        "handle",
        "fail",
        "lapse",
        "lock",
        "unlock",
        "reject",
        "confirm",
        "child",
        "move_visit",
        "report_progress",
        "do_task",
    }
