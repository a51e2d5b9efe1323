"""Random walks of verbs, times, people and late reports: whatever happens, the invariants hold."""

import os
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.make import HOUSE, customer, engineer

from aftercare.domains.contracts.actions import tell_due
from aftercare.domains.contracts.models import Clock
from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.requests import actions
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import broken_invariants
from aftercare.domains.requests.states import FLOW
from aftercare.kit.actor import Actor, system
from aftercare.kit.errors import Refusal
from aftercare.kit.jobs import run_queued
from aftercare.kit.ledger import facts_of, moves_of, tampered

WALKS = int(os.environ.get("AFTERCARE_EXAMPLES", "300")) // 15
PEOPLE = ("agent", "dispatcher", "engineer", "callback", "manager", "stranger")
CLOCK = system("timed-rule")
RECORD = RecordDraft(work_done="换电容", labour_minutes=30)
walked: Counter[str] = Counter()


def span(dice: Random, most: int = 2000) -> timedelta:
    return timedelta(minutes=dice.randint(1, most))


def report(walk: "Walk") -> dict[str, Any]:
    return {"done_at": walk.at - span(walk.dice, 6000)} if walk.dice.random() < 0.4 else {}


# verb → the action, the role it falls to, and what it is given.
MOVES: dict[str, tuple[Callable[..., Any], str, Callable[["Walk"], dict[str, Any]]]] = {
    "assign": (actions.assign_request, "dispatcher", lambda w: {"engineer": w.worker}),
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
    "confirm": (actions.confirm_request, "callback", lambda w: {"satisfaction": w.dice.randint(1, 5)}),
    "reject": (actions.reject_request, "callback", lambda w: {"reason": "没修好"}),
    "unreachable": (actions.note_unreachable, "callback", lambda w: {}),
    "unlock": (
        actions.unlock_request,
        "manager",
        lambda w: {
            "decision": "换人",
            "to": w.dice.choice(["pending", "assigned", "assigned", "cancelled"]),
            "engineer": w.worker,
            "required_at": w.at + span(w.dice),
        },
    ),
    "conclude": (actions.conclude_request, "manager", lambda w: {"decision": "refunded", "reason": "退款"}),
    "sign_off": (actions.sign_off_request, "manager", lambda w: {"accepted": w.dice.random() < 0.5, "reason": "核销"}),
    "cancel": (actions.cancel_request, "agent", lambda w: {"reason": "不用了"}),
    "reopen": (actions.reopen_request, "agent", lambda w: {"reason": "又坏了"}),
}
RARE = {"cancel", "conclude", "withdraw", "decline", "suspend"}


class Walk:
    """One request driven by anybody, at any time, in any order."""

    def __init__(self, dice: Random, cast: dict[str, Actor], worker: Any, who: Any, at: Any) -> None:
        self.dice, self.cast, self.worker, self.at = dice, cast, worker, at
        self.request = actions.submit_request(HOUSE, customer=who, kind="repair", title="异响", at=at)

    def step(self) -> None:
        """Let time pass, or make a move: mostly one that is open, by the person it falls to."""
        roll = self.dice.random()
        if roll < 0.25:
            return self.let_time_pass()
        now = ServiceRequest.objects.get(pk=self.request.pk)
        if roll < 0.3:
            return self.attempt(actions.change_request, "agent", priority=self.dice.randint(1, 4))
        open_verbs = [v for v in FLOW.verbs(now.state) if v in MOVES and (v not in RARE or self.dice.random() < 0.2)]
        verb = self.dice.choice(open_verbs or ["reopen"]) if roll < 0.85 else self.dice.choice(sorted(MOVES))
        action, role, values = MOVES[verb]
        self.attempt(action, role if self.dice.random() < 0.8 else self.dice.choice(PEOPLE), **values(self))

    def let_time_pass(self) -> None:
        self.at += span(self.dice, 3000 if self.dice.random() < 0.3 else 300)
        rows = ServiceRequest.objects.filter(pk=self.request.pk, rule_due_at__lte=self.at)
        while (due := rows.first()) is not None:
            actions.apply_timed_rule(CLOCK, due, at=due.rule_due_at)
        for clock in Clock.objects.filter(subject_id=self.request.pk, next_alert_at__lte=self.at)[:3]:
            tell_due(CLOCK, clock, at=self.at)
        run_queued()

    def attempt(self, action: Callable[..., Any], person: str, **values: Any) -> None:
        """Try a verb; a refusal must leave the request as it was."""
        before = ServiceRequest.objects.values().get(pk=self.request.pk)
        try:
            with transaction.atomic():
                action(self.cast[person], self.request, at=self.at, **values)
        except Refusal:
            assert ServiceRequest.objects.values().get(pk=self.request.pk) == before

    def check(self) -> None:
        entries = list(facts_of(self.request.ref))
        walked.update(entry.verb for entry in entries if entry.verb)
        assert FLOW.fold(moves_of(entries)) == ServiceRequest.objects.get(pk=self.request.pk).state
        assert broken_invariants() == []
        assert tampered(self.request.ref) == []


@pytest.mark.django_db
def test_whatever_people_do_the_invariants_hold(actor_of, user_of, at):
    cast = {role: actor_of(role) for role in PEOPLE}
    worker, who = engineer(at, user=user_of("engineer")), customer(at)

    @settings(max_examples=WALKS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(seed=st.integers(0, 2**32))
    def walk_once(seed):
        point = transaction.savepoint()
        walk = Walk(Random(seed), cast, worker, who, at)
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
    }
