"""Whatever happens to requests, and however often it is counted meanwhile: the sums are those of a slow count."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import transaction
from tests.domains.insight.slow_count import assert_counted_right, quickly
from tests.make import HOUSE, customer, engineer, later

from aftercare.domains.accounts.actions import create_unit
from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.insight.actions import count_requests
from aftercare.domains.insight.queries import broken_counts
from aftercare.domains.requests import actions
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.errors import Refusal

STEPS, PAUSES = 450, 6
RECORD = RecordDraft(work_done="换电容", labour_minutes=30)
KINDS, CHANNELS = ("repair", "installation", "maintenance"), ("phone", "mail", "portal")


class Life:
    """Requests of several units, moved at random; time goes on with every step."""

    def __init__(self, dice: Random, at: Any, worker: Any, units: Any) -> None:
        self.dice, self.at, self.worker, self.units = dice, at, worker, units
        self.whose = customer(at)

    def step(self) -> None:
        self.at += timedelta(minutes=self.dice.randint(1, 900))
        roll, known = self.dice.random(), list(ServiceRequest.objects.order_by("id"))
        if roll < 0.2 or not known:
            return self.enter()
        asked = self.dice.choice(known)
        try:
            with transaction.atomic():
                self.move(asked) if roll < 0.85 else self.turn(asked)
        except Refusal:
            pass  # another step changes something

    def enter(self) -> None:
        given: dict[str, Any] = {"kind": self.dice.choice(KINDS), "channel": self.dice.choice(CHANNELS)}
        actions.submit_request(
            HOUSE, customer=self.whose, title="异响", unit=self.dice.choice(self.units),
            priority=self.dice.randint(1, 4), at=self.at, **given,
        )  # fmt: skip

    def move(self, asked: ServiceRequest) -> None:
        """One step forward on the way that is usual, a report sometimes late, an answer sometimes bad."""
        at, late = self.at, {"done_at": self.at - timedelta(hours=self.dice.randint(1, 40))}
        match asked.state:
            case "pending" if asked.required_at <= at:
                actions.lock_request(HOUSE, asked, at=at)
            case "pending":
                actions.assign_request(HOUSE, asked, engineer=self.worker, at=at)
            case "assigned":
                actions.start_request(HOUSE, asked, at=at, **(late if self.dice.random() < 0.3 else {}))
            case "in_progress":
                handle_visit(HOUSE, asked, record=RECORD, at=at, **(late if self.dice.random() < 0.3 else {}))
            case "handled" if self.dice.random() < 0.7:
                actions.confirm_request(HOUSE, asked, satisfaction=4, at=at)
            case "handled":
                actions.reject_request(HOUSE, asked, reason="没修好", at=at)
            case "locked":
                actions.unlock_request(HOUSE, asked, decision="再去", required_at=later(at, days=9), at=at)

    def turn(self, asked: ServiceRequest) -> None:
        """What happens more rarely."""
        match asked.state:
            case "closed":
                actions.reopen_request(HOUSE, asked, reason="又坏了", at=self.at)
            case "handled" | "locked":
                actions.conclude_request(HOUSE, asked, decision="refunded", reason="退款", at=self.at)
            case "pending":
                actions.cancel_request(HOUSE, asked, reason="不用了", at=self.at)
            case _:
                actions.change_request(HOUSE, asked, priority=self.dice.randint(1, 4), at=self.at)


@pytest.mark.django_db(transaction=True)
def test_after_any_moves_the_sums_are_those_of_a_slow_count(company, user_of, at):
    worker, dice = engineer(at, user=user_of("engineer")), Random(20260311)
    units = [None, company[1].unit, create_unit(HOUSE, code="east", name="华东", parent=company[1].unit, at=at)]
    count_requests(HOUSE, at=at)
    life = Life(dice, at, worker, units)
    for step in range(1, STEPS + 1):
        life.step()
        if dice.random() < 0.2:
            count_requests(HOUSE, at=life.at, most=dice.randint(1, 30))
        if step % (STEPS // PAUSES) == 0:
            assert broken_counts() == []
            while count_requests(HOUSE, at=life.at):
                pass
            assert_counted_right()
            assert broken_counts() == []
    figures = [sum(each) for each in zip(*quickly("kind", "month").values(), strict=True)]
    assert min(figures) > 5, f"Not every figure was reached: {figures}"
