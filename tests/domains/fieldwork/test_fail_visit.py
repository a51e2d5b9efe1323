"""Reporting a visit that did not solve it, and reports that come late."""

import pytest
from tests.make import engineer, later

from aftercare.domains.fieldwork.actions import fail_visit, handle_visit, save_draft_record
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.domains.requests.actions import (
    assign_request,
    lapse_request,
    start_request,
    withdraw_request,
)
from aftercare.domains.requests.errors import LateReport, UnknownChoice
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import system
from aftercare.kit.errors import NotAllowed
from aftercare.kit.ledger import facts_of

HOUSE = system("tests")
ENOUGH = RecordDraft(work_done="换保险丝", labour_minutes=45)


def test_a_failed_visit_keeps_what_is_given(under_way, cast, at):
    draft = RecordDraft(problem="等零件", travel_minutes=40)
    failed = fail_visit(cast[1], under_way, outcome="part_missing", note="缺泵", record=draft, at=later(at, hours=4))
    record = ServiceRecord.objects.get()
    assert (failed.state, failed.failed_attempts) == ("pending", 0)
    assert (record.state, record.result, record.problem) == ("complete", "failed", "等零件")
    assert (record.travel_minutes, record.labour_minutes, record.billable_minutes) == (40, 0, 0)


def test_nobody_at_home_needs_no_record(under_way, cast, at):
    failed = fail_visit(cast[1], under_way, outcome="not_home", at=later(at, hours=4))
    assert (failed.state, ServiceRecord.objects.count()) == ("pending", 0)


def test_what_was_typed_is_kept_with_the_failure(under_way, cast, at):
    save_draft_record(cast[1], under_way, record=RecordDraft(problem="异响"), at=later(at, hours=3))
    fail_visit(cast[1], under_way, outcome="unsolved", at=later(at, hours=4))
    record = ServiceRecord.objects.get()
    assert (record.state, record.result, record.problem) == ("complete", "failed", "异响")


def test_an_unknown_outcome_changes_nothing(under_way, cast, at):
    with pytest.raises(UnknownChoice) as refused:
        fail_visit(cast[1], under_way, outcome="tired", record=ENOUGH, at=later(at, hours=4))
    assert str(refused.value) == (
        "“tired” is not known here; choose one of: not_home, part_missing, refused, not_reproducible, unsolved."
    )
    assert (ServiceRecord.objects.count(), facts_of(under_way.ref).last().kind) == (0, "request.started")


def test_each_attempt_has_its_own_record(under_way, cast, at):
    fail_visit(cast[1], under_way, outcome="unsolved", record=RecordDraft(problem="一"), at=later(at, hours=4))
    assign_request(cast[0], under_way, engineer=under_way.engineer, at=later(at, hours=5))
    start_request(cast[1], under_way, at=later(at, hours=6))
    handle_visit(cast[1], under_way, record=ENOUGH, at=later(at, hours=7))
    records = ServiceRecord.objects.order_by("attempt__position")
    assert [(r.attempt.position, r.result) for r in records] == [(1, "failed"), (2, "solved")]


def test_a_late_report_takes_the_clock_back_with_its_record(under_way, cast, at):
    working_until = later(under_way.required_at, minutes=-10)
    lapse_request(HOUSE, under_way, at=under_way.required_at)
    told = later(under_way.required_at, hours=1)
    done = handle_visit(cast[1], under_way, record=ENOUGH, done_at=working_until, at=told)
    record = ServiceRecord.objects.get()
    assert (done.state, done.failed_attempts, done.attempts_made) == ("handled", 0, 1)
    assert (record.state, record.finished_at, record.written_at) == ("complete", working_until, told)


def test_a_draft_that_comes_late_is_kept_with_its_attempt(under_way, cast, at):
    lapse_request(HOUSE, under_way, at=under_way.required_at)
    told = later(under_way.required_at, hours=1)
    save_draft_record(cast[1], under_way, record=ENOUGH, done_at=later(at, hours=4), at=told)
    record = ServiceRecord.objects.get()
    assert (record.state, record.work_done, record.attempt.position) == ("draft", "换保险丝", 1)
    assert ServiceRequest.objects.get().state == "pending"


def test_a_late_report_after_a_persons_move_is_left_to_the_manager(under_way, cast, at, user_of):
    withdraw_request(cast[0], under_way, reason="换人", at=later(at, hours=5))
    other = engineer(at, user=user_of("engineer", name="colleague"), code="E2", name="赵工")
    assign_request(cast[0], under_way, engineer=other, at=later(at, hours=6))
    with pytest.raises(LateReport) as refused:
        handle_visit(cast[1], under_way, record=ENOUGH, done_at=later(at, hours=4), at=later(at, hours=7))
    assert str(refused.value).startswith("Since 10 Mar 2026, 13:00 somebody has moved this request on")
    assert (ServiceRecord.objects.count(), ServiceRequest.objects.get().state) == (0, "assigned")


def test_a_colleague_can_not_report_late_for_another(under_way, actor_of, at):
    lapse_request(HOUSE, under_way, at=under_way.required_at)
    told = later(under_way.required_at, hours=1)
    with pytest.raises(NotAllowed) as refused:
        handle_visit(
            actor_of("engineer", name="colleague"), under_way, record=ENOUGH, done_at=later(at, hours=4), at=told
        )
    assert str(refused.value) == (
        "This attempt is with somebody else; only they, or the service manager, write its record."
    )
    assert (ServiceRecord.objects.count(), ServiceRequest.objects.get().state) == (0, "pending")
