"""A request that waits: what is planned for afterwards is seen, and it is assigned when it wakes."""

import pytest
from tests.make import HOUSE, engineer, later, request

from aftercare.domains.dispatch import jobs
from aftercare.domains.dispatch.actions import Slot, assign_by_hand
from aftercare.domains.dispatch.queries import engineer_facts
from aftercare.domains.requests.actions import (
    Waiting,
    assign_request,
    resume_request,
    suspend_request,
    withdraw_request,
)
from aftercare.domains.requests.models import RequestKind, ServiceRequest
from aftercare.kit.jobs import run_queued
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(user_of, at):
    """李工, who can sign in."""
    return engineer(at, user=user_of("engineer"))


@pytest.fixture
def by_the_rules(monkeypatch, at):
    """Repairs are assigned by the rules, in the time of the test."""
    RequestKind.objects.filter(pk="repair").update(auto_assign=True)
    monkeypatch.setattr(jobs, "now", lambda: later(at, hours=2))


def test_the_diary_knows_what_is_planned_behind_a_wait(worker, actor_of, at):
    slot = Slot(later(at, days=1), later(at, days=1, hours=1))
    first = assign_by_hand(HOUSE, request(at), engineer=worker, slot=slot, at=at)
    untimed = assign_by_hand(HOUSE, request(at, customer_=first.customer), engineer=worker, at=at)
    for wanted in (first, untimed):
        suspend_request(actor_of("dispatcher"), wanted, reason="parts", until=later(at, hours=5), at=at)
    run_queued()
    (facts,) = engineer_facts(at=at)
    assert [(job.request_id, job.start, job.end) for job in facts.planned] == [(first.id, slot.start_at, slot.end_at)]


@pytest.mark.usefixtures("by_the_rules")
def test_what_began_with_a_wait_is_assigned_when_it_wakes(worker, at):
    waiting = request(at, suspended=Waiting("parts", later(at, hours=1)))
    run_queued()
    assert ServiceRequest.objects.get().state == "suspended"
    resume_request(HOUSE, waiting, at=later(at, hours=1))
    run_queued()
    found = ServiceRequest.objects.get()
    assert (found.state, found.engineer) == ("assigned", worker)


@pytest.mark.usefixtures("by_the_rules")
def test_what_somebody_had_and_gave_back_stays_with_the_dispatcher(worker, actor_of, at):
    waiting = request(at, suspended=Waiting("parts", later(at, minutes=1)))
    awake = resume_request(HOUSE, waiting, at=later(at, minutes=1))
    given = assign_request(HOUSE, awake, engineer=worker, at=later(at, minutes=2))
    back = withdraw_request(actor_of("dispatcher"), given, reason="病了", at=later(at, minutes=3))
    suspend_request(actor_of("agent"), back, reason="parts", until=later(at, hours=1), at=later(at, minutes=4))
    run_queued()
    resume_request(HOUSE, back, at=later(at, hours=1))
    run_queued()
    assert ServiceRequest.objects.get().state == "pending"


@pytest.mark.usefixtures("by_the_rules")
def test_the_rules_give_nobody_what_is_about_to_lock(worker, at):
    soon = request(at, required_at=later(at, hours=1, minutes=59))
    run_queued()
    assert (ServiceRequest.objects.get().state, facts_of(soon.ref).filter(verb="assign").count()) == ("pending", 0)
