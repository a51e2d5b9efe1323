"""While an engineer is at work on site the required date takes nothing away; the step done last says whether one is."""

import pytest
from tests.make import engineer, later

from aftercare.domains.requests.actions import apply_timed_rule, assign_request, report_progress, start_request
from aftercare.kit.actor import system

pytestmark = pytest.mark.django_db
CLOCK = system("timed-rule")


def test_lapse_waits_from_the_start_on_site_until_the_work_pauses(assigned, actor_of, at):
    started = start_request(actor_of("engineer"), assigned, at=at)
    assert (started.working, started.rule_due_at) == (True, None)
    told = {"at": later(at, hours=1)}
    assert report_progress(actor_of("engineer"), started, step="arrived", **told).rule_due_at is None
    paused = report_progress(actor_of("engineer"), started, step="paused", at=later(at, hours=2))
    assert (paused.working, paused.rule_due_at) == (False, paused.required_at)


def test_a_break_behind_the_required_date_takes_nothing_away_at_once(in_progress, actor_of):
    engineer, late = actor_of("engineer"), later(in_progress.required_at, hours=1)
    paused = report_progress(engineer, in_progress, step="paused", at=late)
    assert paused.rule_due_at == later(late, hours=2)
    again = report_progress(engineer, paused, step="paused", at=later(late, hours=1))
    assert again.rule_due_at == later(late, hours=2)  # the same break
    assert report_progress(engineer, again, step="working", at=later(late, hours=1)).rule_due_at is None
    back = apply_timed_rule(CLOCK, again, at=later(late, hours=2))
    assert (back.state, back.failed_attempts) == ("pending", 1)


def test_the_break_of_one_is_no_break_of_the_next(assigned, actor_of, at):
    engineer_, due = actor_of("engineer"), assigned.required_at
    report_progress(engineer_, assigned, step="working", at=later(due, hours=-2))
    report_progress(engineer_, assigned, step="paused", at=later(due, hours=-1))
    other = engineer(at, name="赵工", code="E2")
    given = assign_request(actor_of("dispatcher"), assigned, engineer=other, at=later(due, minutes=-30))
    assert given.rule_due_at == due


def test_who_works_at_the_desk_is_not_on_site(pending, actor_of, user_of, at):
    mine = assign_request(actor_of("dispatcher"), pending, assignee=user_of("engineer"), at=at)
    started = start_request(actor_of("engineer"), mine, at=at)
    assert (started.working, started.rule_due_at) == (False, started.required_at)


@pytest.mark.parametrize(("step", "then", "working"), [("working", "paused", True), ("paused", "working", False)])
def test_the_step_done_last_says_whether_somebody_works_in_whichever_order_they_arrive(
    assigned, actor_of, at, step, then, working
):
    engineer = actor_of("engineer")
    report_progress(engineer, assigned, step=step, at=later(at, hours=2))
    told = report_progress(engineer, assigned, step=then, done_at=later(at, hours=1), at=later(at, hours=3))
    assert told.working is working
    late = report_progress(engineer, told, step="arrived", done_at=later(at, minutes=30), at=later(at, hours=3))
    assert late.working is working


def test_a_start_that_is_told_after_a_later_pause_leaves_the_pause(assigned, actor_of, at):
    engineer = actor_of("engineer")
    report_progress(engineer, assigned, step="paused", at=later(at, hours=2))
    started = start_request(engineer, assigned, done_at=later(at, hours=1), at=later(at, hours=3))
    assert (started.state, started.working) == ("in_progress", False)
