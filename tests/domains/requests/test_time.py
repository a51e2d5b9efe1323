"""What the house does by itself: wake, lapse, lock, renew dates, take late reports, warn and escalate."""

import pytest
from tests.make import HOUSE, later, request

from aftercare.domains.accounts.models import Task
from aftercare.domains.contracts.actions import set_targets, tell_due
from aftercare.domains.contracts.models import Clock, ServiceLevel
from aftercare.domains.requests.actions import (
    Waiting,
    apply_timed_rule,
    assign_request,
    cancel_request,
    change_request,
    fail_request,
    handle_request,
    keep_late_report,
    note_request,
    record_contact,
    report_progress,
    resume_request,
    start_request,
    suspend_request,
)
from aftercare.domains.requests.errors import LateReport, WakeUpTooLate
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import broken_invariants
from aftercare.kit.actor import system
from aftercare.kit.jobs import run_queued

pytestmark = pytest.mark.django_db
CLOCK = system("timed-rule")


def clock(request, kind="resolution", round=1) -> Clock:
    return Clock.objects.get(subject_id=request.id, kind=kind, round=round)


def test_nobody_assigned_by_the_required_date_locks_it(pending):
    locked = apply_timed_rule(CLOCK, pending, at=pending.required_at)
    assert (locked.state, locked.locked_for, locked.rule_due_at) == ("locked", "unassigned", None)


def test_no_result_by_the_required_date_sends_it_back_with_a_renewed_date(assigned):
    due = assigned.required_at
    back = apply_timed_rule(CLOCK, assigned, at=due)
    assert (back.state, back.failed_attempts, back.engineer) == ("pending", 1, None)
    assert (back.required_at, back.originally_required_at) == (later(due, hours=72), due)
    assert clock(back, round=2).due_at == later(due, hours=72)


def test_a_round_that_another_follows_has_ended(assigned, worker, actor_of):
    due = assigned.required_at
    back = apply_timed_rule(CLOCK, assigned, at=later(due, minutes=1))
    assert (clock(back).standing, clock(back).stopped_at) == ("missed", later(due, minutes=1))
    assert (clock(back).alert_times[-1], clock(back, round=2).standing) == (None, "running")


def test_a_promise_that_was_not_due_yet_is_not_missed_when_it_begins_anew(actor_of, worker, at):
    soon = request(at, actor_of("agent"), required_at=later(at, hours=8))
    given = assign_request(actor_of("dispatcher"), soon, engineer=worker, at=at)
    back = apply_timed_rule(CLOCK, given, at=later(at, hours=8))
    assert (clock(back).standing, clock(back).stopped_at) == ("cancelled", later(at, hours=8))
    assert clock(back, round=2).due_at == later(at, hours=80)


def test_a_promise_that_runs_after_the_end_or_beside_a_later_one_is_a_breach(assigned, actor_of):
    back = apply_timed_rule(CLOCK, assigned, at=assigned.required_at)
    assert broken_invariants() == []
    Clock.objects.filter(pk=clock(back).pk).update(stopped_at=None)
    assert broken_invariants() == [f"A promise runs on although it began anew: {back.number}"]
    cancel_request(actor_of("agent"), back, reason="不用了", at=back.state_since)
    assert broken_invariants() == []
    Clock.objects.filter(pk=clock(back).pk).update(stopped_at=None)
    assert broken_invariants() == [
        f"A request that has ended has a running clock: {back.number}",
    ]


def test_the_second_lapse_locks_it(assigned, worker, actor_of):
    back = apply_timed_rule(CLOCK, assigned, at=assigned.required_at)
    assign_request(actor_of("dispatcher"), back, engineer=worker, at=back.state_since)
    now = ServiceRequest.objects.get(pk=back.pk)
    assert apply_timed_rule(CLOCK, now, at=now.required_at).state == "locked"


def test_a_suspended_request_is_woken_and_its_clocks_rested(pending, actor_of, at):
    resting = suspend_request(actor_of("agent"), pending, reason="customer", until=later(at, days=1), at=at)
    assert (resting.state, resting.rule_due_at) == ("suspended", later(at, days=1))
    assert (clock(resting).standing, clock(resting).due_at, clock(resting).reason) == ("paused", None, "customer")
    awake = apply_timed_rule(CLOCK, resting, at=later(at, days=1))
    assert (awake.state, awake.rule_due_at) == ("pending", pending.required_at)
    assert clock(awake).due_at == later(at, days=4)


def test_the_customer_may_move_the_date_by_waiting_longer(pending, actor_of, at):
    due = pending.required_at
    until = later(due, days=2)
    moved = suspend_request(actor_of("agent"), pending, reason="customer", until=until, at=at)
    assert moved.required_at == due + (until - at)


def test_other_reasons_may_not_wait_beyond_the_required_date(pending, actor_of, at):
    until = later(pending.required_at, days=1)
    with pytest.raises(WakeUpTooLate) as refusal:
        suspend_request(actor_of("agent"), pending, reason="parts", until=until, at=at)
    assert "choose an earlier one, the reason “customer”, or ask the service manager." in str(refusal.value)
    assert suspend_request(actor_of("manager"), pending, reason="parts", until=until, at=at).state == "suspended"


def test_resuming_finds_another_way_when_the_engineer_is_gone(assigned, worker, actor_of, at):
    suspend_request(actor_of("dispatcher"), assigned, reason="parts", until=later(at, days=1), at=at)
    worker.active = False
    worker.save()
    assert resume_request(actor_of("dispatcher"), assigned, at=later(at, hours=2)).state == "pending"


@pytest.mark.parametrize("woken", ["the engineer gone", "after the required date"])
def test_what_wakes_without_anybody_is_promised_to_be_assigned_anew(assigned, worker, actor_of, at, woken):
    wakes = later(at, days=1) if woken == "the engineer gone" else assigned.required_at
    suspend_request(actor_of("dispatcher"), assigned, reason="parts", until=later(at, days=1), at=at)
    worker.active = woken != "the engineer gone"
    worker.save()
    awake = apply_timed_rule(CLOCK, ServiceRequest.objects.get(), at=wakes)
    again = clock(awake, "assignment", round=2)
    assert (awake.state, clock(awake, "assignment").standing) == ("pending", "met")
    assert (again.standing, again.started_at) == ("running", wakes)


def test_what_nobody_had_when_it_waited_goes_on_with_the_promise_of_before(pending, actor_of, at):
    suspend_request(actor_of("agent"), pending, reason="parts", until=later(at, days=1), at=at)
    resume_request(actor_of("agent"), pending, at=later(at, hours=1))
    (only,) = Clock.objects.filter(subject_id=pending.id, kind="assignment")
    assert (only.round, only.started_at, only.standing) == (1, at, "running")


def test_a_request_may_begin_suspended(actor_of, at):
    waiting = request(at, actor_of("agent"), suspended=Waiting("customer", later(at, days=10)))
    assert (waiting.state, waiting.required_at) == ("suspended", later(at, days=13))
    assert clock(waiting).standing == "paused"


def test_a_report_made_before_the_lapse_takes_it_back(in_progress, actor_of):
    due = in_progress.required_at
    apply_timed_rule(CLOCK, in_progress, at=due)
    done_at = later(due, minutes=-30)
    handled = handle_request(actor_of("engineer"), in_progress, done_at=done_at, at=later(due, hours=2))
    assert (handled.state, handled.failed_attempts, handled.handled_at) == ("handled", 0, done_at)
    assert (clock(handled).standing, clock(handled).stopped_at) == ("met", done_at)
    assert clock(handled, round=2).standing == "cancelled"


def test_a_start_at_the_desk_told_after_the_lapse_is_not_taken_away_again_at_once(pending, actor_of, user_of, at):
    mine = assign_request(actor_of("dispatcher"), pending, assignee=user_of("agent"), at=at)
    due = mine.required_at
    apply_timed_rule(CLOCK, mine, at=due)
    now = later(due, hours=1)
    started = start_request(actor_of("agent"), mine, done_at=later(due, minutes=-30), at=now)
    assert (started.state, started.failed_attempts) == ("in_progress", 0)
    assert (started.required_at, started.rule_due_at) == (later(now, hours=72), later(now, hours=72))
    assert (clock(started).standing, clock(started, round=2).standing) == ("missed", "cancelled")


def test_a_failure_told_after_the_lapse_is_not_locked_at_once(in_progress, actor_of):
    due = in_progress.required_at
    apply_timed_rule(CLOCK, in_progress, at=due)
    now = later(due, hours=1)
    told = {"outcome": "not_home", "done_at": later(due, minutes=-30), "at": now}
    back = fail_request(actor_of("engineer"), in_progress, **told)
    assert (back.state, back.failed_attempts, back.rule_due_at) == ("pending", 0, later(now, hours=72))


def test_a_report_after_a_person_moved_it_is_kept_for_the_manager(in_progress, actor_of, user_of):
    due = in_progress.required_at
    back = apply_timed_rule(CLOCK, in_progress, at=due)
    assign_request(actor_of("dispatcher"), back, assignee=user_of("agent"), at=later(due, hours=1))
    engineer, done_at, at = actor_of("engineer"), later(due, minutes=-30), later(due, hours=2)
    with pytest.raises(LateReport):
        handle_request(engineer, in_progress, done_at=done_at, at=at)
    keep_late_report(engineer, in_progress, verb="handle", done_at=done_at, report="换了电容", at=at)
    assert Task.objects.get(kind="request.late_report").role_code == "manager"


def test_a_higher_priority_counts_from_the_beginning(pending, actor_of, at):
    assert clock(pending).due_at == later(at, hours=72)
    change_request(actor_of("agent"), pending, priority=1, at=later(at, hours=5))
    assert clock(pending).due_at == later(at, hours=24)


def test_what_only_a_higher_priority_promises_counts_from_the_beginning_too(actor_of, at):
    minutes = {("resolution", priority): 4320 for priority in (1, 2, 3, 4)} | {("arrival", 1): 120}
    set_targets(HOUSE, ServiceLevel.objects.get(is_default=True), minutes=minutes, at=at)
    wish = request(at)
    assert not Clock.objects.filter(subject_id=wish.id, kind="arrival").exists()
    change_request(actor_of("agent"), wish, priority=1, at=later(at, minutes=30))
    promise = clock(wish, "arrival")
    assert (promise.standing, promise.started_at, promise.due_at) == ("running", at, later(at, minutes=120))


def test_where_nothing_is_promised_a_request_goes_its_way_without_clocks(actor_of, worker, at):
    set_targets(HOUSE, ServiceLevel.objects.get(is_default=True), minutes={}, at=at)
    wish = assign_request(actor_of("dispatcher"), request(at), engineer=worker, at=at)
    wish = start_request(actor_of("engineer"), wish, at=later(at, minutes=10))
    assert not Clock.objects.filter(subject_id=wish.id).exclude(kind="dwell").exists()
    changed = change_request(actor_of("agent"), wish, priority=1, at=later(at, minutes=30))
    assert (changed.state, changed.priority) == ("in_progress", 1)


def test_the_first_call_by_a_person_is_the_first_response(pending, actor_of, at):
    agent = actor_of("agent")
    record_contact(agent, pending, channel="phone", direction="out", text="您好", at=later(at, minutes=50))
    assert (clock(pending, "first_response").standing, clock(pending, "first_response").due_at) == (
        "met",
        later(at, minutes=60),
    )


def standing(request) -> tuple[str, object]:
    request.refresh_from_db()
    return clock(request, "first_response").standing, request.first_response_at


def test_words_shown_to_the_customer_are_a_first_response_and_words_among_colleagues_are_not(pending, actor_of, at):
    note_request(actor_of("agent"), pending, text="催一下", at=later(at, minutes=10))
    assert standing(pending) == ("running", None)
    note_request(actor_of("agent"), pending, text="三点到", internal=False, at=later(at, minutes=20))
    assert standing(pending) == ("met", later(at, minutes=20))


def test_words_that_the_house_writes_by_itself_are_no_first_response(pending, at):
    note_request(CLOCK, pending, text="已收到", internal=False, at=later(at, minutes=20))
    assert standing(pending) == ("running", None)


def test_an_engineer_who_arrives_or_starts_has_responded(assigned, actor_of, at):
    start_request(actor_of("engineer"), assigned, at=later(at, minutes=40))
    assert standing(assigned) == ("met", later(at, minutes=40))
    told = {"step": "arrived", "done_at": later(at, minutes=30), "at": later(at, minutes=50)}
    report_progress(actor_of("engineer"), assigned, **told)
    assert standing(assigned) == ("met", later(at, minutes=30))
    assert clock(assigned, "first_response").stopped_at == later(at, minutes=30)


def test_setting_out_or_starting_at_the_desk_is_no_first_response(pending, actor_of, user_of, at):
    mine = assign_request(actor_of("dispatcher"), pending, assignee=user_of("engineer"), at=at)
    report_progress(actor_of("engineer"), mine, step="travelling", at=later(at, minutes=30))
    start_request(actor_of("engineer"), mine, at=later(at, minutes=40))
    assert standing(mine) == ("running", None)


def test_a_late_fact_makes_a_missed_promise_kept(pending, actor_of, at):
    promise = clock(pending, "first_response")
    for minutes in (45, 60, 90):
        promise.refresh_from_db()
        tell_due(CLOCK, promise, at=later(at, minutes=minutes))
    assert clock(pending, "first_response").standing == "missed"
    record_contact(
        actor_of("agent"),
        pending,
        channel="visit",
        direction="out",
        text="路过",
        done_at=later(at, minutes=30),
        at=later(at, hours=3),
    )
    assert clock(pending, "first_response").standing == "met"


def test_stages_are_told_once_and_the_breach_to_the_manager_too(pending, at):
    promise = clock(pending, "first_response")
    assert (promise.stages, promise.next_alert_at) == ([75, 100, 150], later(at, minutes=45))
    tell_due(CLOCK, promise, at=later(at, minutes=45))
    run_queued()
    tell_due(CLOCK, promise, at=later(at, minutes=60))
    run_queued()
    roles = list(Task.objects.filter(about_id=pending.id).order_by("opened_at", "role_code").values_list("role_code"))
    assert roles == [("dispatcher",), ("dispatcher",), ("manager",)]
    assert (promise.fired, promise.next_alert_at) == ([75, 100], later(at, minutes=90))


def test_dwelling_too_long_in_a_state_is_a_clock_of_its_own(pending, assigned, at):
    assert (clock(assigned, "dwell").due_at, clock(assigned, "dwell").stages) == (
        later(at, minutes=1440),
        [100, 200, 400],
    )


def test_what_is_with_somebody_is_started_by_them(assigned, actor_of, at):
    assert start_request(actor_of("engineer"), assigned, at=at).state == "in_progress"
