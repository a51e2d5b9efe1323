"""While an engineer is at work on site the required date takes nothing away; the step done last says whether one is."""

import pytest
from tests.make import later

from aftercare.domains.requests.actions import assign_request, report_progress, start_request

pytestmark = pytest.mark.django_db


def test_lapse_waits_from_the_start_on_site_until_the_work_pauses(assigned, actor_of, at):
    started = start_request(actor_of("engineer"), assigned, at=at)
    assert (started.working, started.rule_due_at) == (True, None)
    told = {"at": later(at, hours=1)}
    assert report_progress(actor_of("engineer"), started, step="arrived", **told).rule_due_at is None
    paused = report_progress(actor_of("engineer"), started, step="paused", at=later(at, hours=2))
    assert (paused.working, paused.rule_due_at) == (False, paused.required_at)


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
