"""Alerts about promises: in whose work list they stand, and that they leave it by themselves."""

import pytest
from tests.make import later

from aftercare.domains.accounts.models import Task
from aftercare.domains.contracts.actions import tell_due
from aftercare.domains.contracts.models import Clock
from aftercare.domains.requests.actions import (
    apply_timed_rule,
    assign_request,
    cancel_request,
    change_request,
    handle_request,
    record_contact,
    start_request,
    suspend_request,
    withdraw_request,
)
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.actor import system
from aftercare.kit.jobs import run_queued
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db
HOUSE = system("promise-clock")


def clock(request, kind="resolution", round=1) -> Clock:
    return Clock.objects.get(subject_id=request.id, kind=kind, round=round)


def tell(request, kind, minutes, at):
    """Let a stage of a promise be told, and the reactions run."""
    tell_due(HOUSE, clock(request, kind), at=later(at, minutes=minutes))
    run_queued()


def waiting(request) -> list[tuple[str, str, int]]:
    """The open alerts about the request: kind, role, stage."""
    tasks = Task.objects.filter(about_id=request.id, done_at=None, kind__startswith="clock.").order_by("id")
    return [(task.kind.removeprefix("clock."), task.role_code, task.params["stage"]) for task in tasks]


def alerted(request) -> list[tuple[str, int]]:
    facts = LedgerEntry.objects.filter(subject_id=request.id, kind="request.alerted").order_by("seq")
    return [(fact.data["clock"], fact.data["stage"]) for fact in facts]


def test_a_kept_promise_takes_its_alerts_off(pending, actor_of, at):
    tell(pending, "first_response", 45, at)
    assert waiting(pending) == [("first_response", "dispatcher", 75)]
    record_contact(actor_of("agent"), pending, channel="phone", direction="out", text="您好", at=later(at, minutes=50))
    assert waiting(pending) == []
    closed = Task.objects.get(kind="clock.first_response")
    assert (closed.done_at, closed.done_by) == (later(at, minutes=50), actor_of("agent").id)
    assert LedgerEntry.objects.filter(subject_id=closed.id).values_list("kind", flat=True)[1] == "task.done"


def test_a_promise_kept_too_late_takes_off_the_managers_alert_too(pending, actor_of, at):
    for minutes in (45, 60, 90):
        tell(pending, "first_response", minutes, at)
    record_contact(actor_of("agent"), pending, channel="phone", direction="out", text="您好", at=later(at, hours=3))
    assert (waiting(pending), clock(pending, "first_response").standing) == ([], "missed")


def test_a_later_stage_takes_the_place_of_the_earlier(pending, at):
    tell(pending, "first_response", 45, at)
    tell(pending, "first_response", 60, at)
    assert waiting(pending) == [("first_response", "dispatcher", 100), ("first_response", "manager", 100)]
    tell(pending, "first_response", 90, at)
    assert waiting(pending) == [("first_response", "dispatcher", 150), ("first_response", "manager", 150)]
    assert alerted(pending) == [("first_response", 75), ("first_response", 100), ("first_response", 150)]


def test_stages_that_come_together_are_one_entry_and_each_is_told(pending, at):
    for minutes in (45, 60, 90):
        tell_due(HOUSE, clock(pending, "first_response"), at=later(at, minutes=minutes))
    run_queued()
    assert waiting(pending) == [("first_response", "dispatcher", 150), ("first_response", "manager", 150)]
    assert Task.objects.filter(kind="clock.first_response").count() == 2
    assert alerted(pending) == [("first_response", 75), ("first_response", 100), ("first_response", 150)]


def test_whoever_passes_the_next_step_on_is_alerted_no_longer(pending, worker, actor_of, at):
    for minutes in (45, 60):
        tell(pending, "first_response", minutes, at)
    assign_request(actor_of("dispatcher"), pending, engineer=worker, at=later(at, minutes=70))
    assert waiting(pending) == [("first_response", "manager", 100)]
    tell(pending, "first_response", 90, at)
    assert waiting(pending) == [("first_response", "engineer", 150), ("first_response", "manager", 150)]
    assert alerted(pending) == [("first_response", 75), ("first_response", 100), ("first_response", 150)]


def test_the_alert_goes_with_the_engineer_it_was_for(assigned, user_of, actor_of, at):
    tell(assigned, "first_response", 45, at)
    assert Task.objects.get(done_at=None).person == user_of("engineer")
    second = Engineer.objects.create(name="赵工", code="E2", user=user_of("engineer", name="zhao"))
    assign_request(actor_of("dispatcher"), assigned, engineer=second, at=later(at, minutes=50))
    assert waiting(assigned) == []


def test_what_leaves_the_owner_as_it_is_leaves_the_alert(assigned, actor_of, at):
    tell(assigned, "resolution", 54 * 60, at)
    start_request(actor_of("engineer"), assigned, at=later(at, hours=55))
    assert waiting(assigned) == [("resolution", "engineer", 75)]


def test_a_renewed_date_takes_off_the_alerts_of_the_promise_before(assigned, at):
    tell(assigned, "resolution", 54 * 60, at)
    assert waiting(assigned) == [("resolution", "engineer", 75)]
    due = assigned.required_at
    tell_due(HOUSE, clock(assigned), at=due)
    run_queued()
    assert [entry for entry in waiting(assigned) if entry[1] == "manager"] == [("resolution", "manager", 100)]
    apply_timed_rule(system("timed-rule"), assigned, at=due)
    assert waiting(assigned) == []
    assert (clock(assigned, round=2).standing, clock(assigned, round=2).fired) == ("running", [])


def test_nothing_is_told_of_a_promise_that_another_has_replaced(assigned, at):
    due = assigned.required_at
    tell(assigned, "resolution", 54 * 60, at)
    apply_timed_rule(system("timed-rule"), assigned, at=due)
    tell_due(HOUSE, clock(assigned), at=due)
    tell_due(HOUSE, clock(assigned), at=later(at, hours=108))
    run_queued()
    assert (clock(assigned).standing, clock(assigned).fired) == ("missed", [75])
    assert (waiting(assigned), alerted(assigned)) == ([], [("resolution", 75)])


def test_nothing_is_told_of_a_promise_kept_before_the_telling(pending, actor_of, at):
    tell_due(HOUSE, clock(pending, "first_response"), at=later(at, minutes=45))
    record_contact(actor_of("agent"), pending, channel="phone", direction="out", text="您好", at=later(at, minutes=45))
    run_queued()
    assert (waiting(pending), alerted(pending)) == ([], [])


def test_another_stay_in_a_state_is_another_alert(assigned, worker, actor_of, at):
    tell(assigned, "dwell", 24 * 60, at)
    assert waiting(assigned) == [("dwell", "engineer", 100), ("dwell", "manager", 100)]
    withdraw_request(actor_of("dispatcher"), assigned, reason="病了", at=later(at, hours=25))
    assert waiting(assigned) == []
    back = assign_request(actor_of("dispatcher"), assigned, engineer=worker, at=later(at, hours=26))
    tell(back, "dwell", 50 * 60, at)
    assert waiting(back) == [("dwell", "engineer", 100), ("dwell", "manager", 100)]
    assert Task.objects.filter(kind="clock.dwell").count() == 4


def test_the_end_takes_off_everything(pending, actor_of, at):
    for minutes in (45, 60):
        tell(pending, "first_response", minutes, at)
    cancel_request(actor_of("agent"), pending, reason="不修了", at=later(at, minutes=70))
    assert waiting(pending) == []


def test_a_solved_request_leaves_no_alert_about_its_solution(in_progress, actor_of, at):
    tell(in_progress, "resolution", 54 * 60, at)
    assert waiting(in_progress) == [("resolution", "engineer", 75)]
    handle_request(actor_of("engineer"), in_progress, at=later(at, hours=55))
    assert waiting(in_progress) == []


def test_a_resting_promise_keeps_its_alert_for_whoever_wakes_it(pending, actor_of, at):
    tell(pending, "first_response", 45, at)
    suspend_request(actor_of("agent"), pending, reason="customer", until=later(at, days=1), at=later(at, minutes=50))
    assert waiting(pending) == [("first_response", "dispatcher", 75)]


def test_a_promise_that_falls_due_later_takes_its_alerts_off_and_is_told_anew(assigned, actor_of, at):
    for minutes in (54 * 60, 72 * 60):
        tell(assigned, "resolution", minutes, at)
    assert waiting(assigned) == [("resolution", "engineer", 100), ("resolution", "manager", 100)]
    change_request(actor_of("agent"), assigned, priority=4, at=later(at, hours=72.5))
    due_at = later(at, hours=120)
    assert (waiting(assigned), clock(assigned).fired, clock(assigned).due_at) == ([], [], due_at)
    assert clock(assigned).next_alert_at == later(at, hours=90)
    tell(assigned, "resolution", 90 * 60, at)
    assert waiting(assigned) == [("resolution", "engineer", 75)]
    tell(assigned, "resolution", 120 * 60, at)
    assert waiting(assigned) == [("resolution", "engineer", 100), ("resolution", "manager", 100)]


def test_what_was_told_holds_for_whoever_read_the_time_a_moment_before(assigned, actor_of, at):
    tell(assigned, "resolution", 54 * 60, at)
    start_request(actor_of("engineer"), assigned, at=later(at, hours=54, seconds=-1))
    assert (clock(assigned).fired, waiting(assigned)) == ([75], [("resolution", "engineer", 75)])
