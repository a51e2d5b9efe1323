"""Visits of a lapse that a late report takes back: they go on, or end as the report says."""

import pytest
from tests.domains.dispatch.diary import diary, planned, slot
from tests.make import HOUSE, engineer, later, request

from aftercare.domains.dispatch.actions import assign_by_hand
from aftercare.domains.requests import guards
from aftercare.domains.requests.actions import apply_timed_rule, handle_request, start_request, withdraw_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.jobs import run_queued

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(user_of, at):
    """李工, who can sign in."""
    return engineer(at, user=user_of("engineer"))


@pytest.mark.parametrize("told_at_once", [True, False])
def test_the_visit_of_a_lapse_that_is_taken_back_is_done(worker, actor_of, monkeypatch, told_at_once, at):
    monkeypatch.setattr(guards.before_handling, "vetoes", [])
    given = start_request(actor_of("engineer"), planned(worker, at), at=later(at, hours=24))
    due_at = apply_timed_rule(HOUSE, given, at=given.required_at).required_at
    if told_at_once:
        run_queued()
        assert diary() == [("李工", "cancelled")]
    handle_request(actor_of("engineer"), given, done_at=later(at, hours=26), at=due_at)
    run_queued()
    assert diary() == [("李工", "done")]


def test_the_visit_of_an_attempt_that_is_open_again_goes_on(worker, actor_of, at):
    given = planned(worker, at)
    lapsed = apply_timed_rule(HOUSE, given, at=given.required_at)
    start_request(actor_of("engineer"), lapsed, done_at=later(at, hours=24), at=later(lapsed.state_since, hours=1))
    run_queued()
    assert diary() == [("李工", "working")]


def lapsed_while_at_work(worker, at) -> ServiceRequest:
    """The phone was offline: begun in the third hour, and at the fourth the required date took it away."""
    given = assign_by_hand(HOUSE, request(at, required_at=later(at, hours=4)), engineer=worker, slot=slot(at, 2), at=at)
    lapsed = apply_timed_rule(HOUSE, given, at=later(at, hours=4))
    run_queued()
    assert diary() == [("李工", "cancelled")]
    return lapsed


def test_a_start_told_late_brings_the_visit_of_the_lapse_back_for_good(worker, actor_of, at):
    lapsed = lapsed_while_at_work(worker, at)
    told = {"done_at": later(at, hours=3), "at": later(at, hours=4.5)}
    started = start_request(actor_of("engineer"), lapsed, **told)
    run_queued()
    assert diary() == [("李工", "working")]
    assert (started.failed_attempts, started.required_at, started.rule_due_at) == (0, later(at, hours=4), None)


def test_a_visit_whose_time_was_given_away_meanwhile_stays_cancelled(worker, actor_of, monkeypatch, at):
    monkeypatch.setattr(guards.before_handling, "vetoes", [])
    lapsed = lapsed_while_at_work(worker, at)
    taken = planned(worker, at, 3)
    start_request(actor_of("engineer"), lapsed, done_at=later(at, hours=3), at=later(at, hours=4.5))
    run_queued()
    assert (diary(request=lapsed), diary(request=taken)) == ([("李工", "cancelled")], [("李工", "planned")])
    handle_request(actor_of("engineer"), lapsed, at=later(at, hours=5))
    run_queued()
    assert diary(request=lapsed) == [("李工", "done")]


def test_a_visit_of_what_was_taken_back_again_meanwhile_stays_cancelled(worker, actor_of, at):
    lapsed = lapsed_while_at_work(worker, at)
    start_request(actor_of("engineer"), lapsed, done_at=later(at, hours=3), at=later(at, hours=4.5))
    withdraw_request(HOUSE, lapsed, reason="客户改期", at=later(at, hours=5))
    run_queued()
    assert diary() == [("李工", "cancelled")]
