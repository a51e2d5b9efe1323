"""What is about to slip is given to nobody, and nothing waits for longer than somebody remembers it."""

import pytest
from tests.make import engineer, later, request

from aftercare.domains.requests.actions import (
    Waiting,
    apply_timed_rule,
    assign_request,
    lock_request,
    move_required_date,
    suspend_request,
    unlock_request,
)
from aftercare.domains.requests.errors import DatePassed, DateTooFar, WaitTooLong
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.domains.requests.rules import FARTHEST, LONGEST_WAIT
from aftercare.kit.actor import system
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db
CLOCK = system("timed-rule")


def test_nobody_is_given_what_is_about_to_lock(pending, worker, actor_of):
    due = pending.required_at
    with pytest.raises(DatePassed, match="is about to go back or to the service manager"):
        assign_request(actor_of("dispatcher"), pending, engineer=worker, at=due)
    assert not Attempt.objects.exists()
    locked = apply_timed_rule(CLOCK, pending, at=later(due, seconds=3))
    assert (locked.state, locked.failed_attempts) == ("locked", 0)


def test_until_its_last_second_somebody_may_be_given_it(pending, worker, actor_of):
    given = assign_request(actor_of("dispatcher"), pending, engineer=worker, at=later(pending.required_at, seconds=-1))
    assert given.state == "assigned"


def test_nobody_else_is_given_what_is_about_to_lapse(assigned, actor_of, at):
    due, other = assigned.required_at, engineer(at, name="赵工", code="E2")
    with pytest.raises(DatePassed):
        assign_request(actor_of("dispatcher"), assigned, engineer=other, at=later(due, seconds=2))
    back = apply_timed_rule(CLOCK, assigned, at=later(due, seconds=3))
    assert Attempt.objects.get().engineer == assigned.engineer  # whose failure it was
    assert assign_request(actor_of("dispatcher"), back, engineer=other, at=later(due, seconds=9)).engineer == other


def test_a_date_that_was_moved_in_time_lets_it_be_given(pending, worker, actor_of):
    due = pending.required_at
    moved = move_required_date(actor_of("manager"), pending, to=later(due, days=1), reason="customer", at=due)
    assert assign_request(actor_of("dispatcher"), moved, engineer=worker, at=due).state == "assigned"


def test_the_customers_word_lets_it_wait_for_so_long_and_no_longer(pending, actor_of, at):
    longest = at + LONGEST_WAIT
    with pytest.raises(WaitTooLong) as refused:
        suspend_request(actor_of("agent"), pending, reason="customer", until=later(longest, seconds=1), at=at)
    assert str(refused.value) == (
        "More than 90 days ahead is the service manager's to decide; choose an earlier date, or ask them."
    )
    assert list(refused.value.errors) == ["until"]
    assert suspend_request(actor_of("agent"), pending, reason="customer", until=longest, at=at).state == "suspended"


def test_the_manager_lets_it_wait_longer_but_nobody_for_good(pending, actor_of, at):
    with pytest.raises(DateTooFar) as refused:
        suspend_request(actor_of("manager"), pending, reason="customer", until=later(at, days=732), at=at)
    assert str(refused.value) == "11 Mar 2028, 09:00 is more than 731 days ahead; choose an earlier date."
    until = at + FARTHEST
    assert suspend_request(actor_of("manager"), pending, reason="customer", until=until, at=at).suspended_until == until


def test_a_wait_from_the_beginning_is_no_longer(actor_of, at):
    with pytest.raises(WaitTooLong):
        request(at, actor_of("agent"), suspended=Waiting("customer", later(at, days=91)))
    with pytest.raises(DateTooFar) as refused:
        request(at, actor_of("manager"), suspended=Waiting("customer", later(at, days=26_000)))
    assert list(refused.value.errors) == ["suspended"]
    assert not ServiceRequest.objects.exists()


def test_a_date_far_ahead_is_the_managers_to_move_to(pending, actor_of, at):
    with pytest.raises(WaitTooLong) as refused:
        move_required_date(actor_of("agent"), pending, to=later(at, days=91), reason="customer", at=at)
    assert list(refused.value.errors) == ["required_at"]
    moved = move_required_date(actor_of("manager"), pending, to=later(at, days=91), reason="customer", at=at)
    assert moved.required_at == later(at, days=91)
    back = move_required_date(actor_of("agent"), moved, to=later(at, days=90, hours=12), reason="customer", at=at)
    assert back.required_at == later(at, days=90, hours=12)  # earlier than it was


@pytest.mark.parametrize("days", [732, 365 * 9])
def test_nothing_is_required_by_a_day_nobody_will_see(actor_of, pending, at, days):
    far = later(at, days=days)
    with pytest.raises(DateTooFar):
        request(at, actor_of("agent"), required_at=far)
    with pytest.raises(DateTooFar):
        move_required_date(actor_of("manager"), pending, to=far, reason="customer", at=at)
    locked = lock_request(CLOCK, pending, at=pending.required_at)
    with pytest.raises(DateTooFar):
        unlock_request(
            actor_of("manager"), locked, decision="再试", required_at=later(far, days=9), at=pending.required_at
        )
    assert not facts_of(pending.ref).filter(kind="request.unlocked").exists()
