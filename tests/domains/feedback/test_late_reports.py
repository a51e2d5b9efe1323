"""A phone that was offline: the customer is called back in the time that counts from when the report arrived."""

from datetime import UTC, datetime

import pytest
from tests.make import engineer, later, request
from tests.reacting import run_reactions

from aftercare.domains.accounts.models import Task
from aftercare.domains.feedback.actions import confirm_by_call
from aftercare.domains.feedback.models import CallBack
from aftercare.domains.feedback.queries import missed_call_backs
from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.requests.actions import apply_timed_rule, assign_request, start_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import system

pytestmark = pytest.mark.django_db
RECORD = RecordDraft(work_done="换保险丝", labour_minutes=30)


@pytest.fixture
def begun(user_of, actor_of, at):
    """Begun on Tuesday 2026-03-10 at ten, due on Friday at nine."""
    asked = request(at)
    assign_request(actor_of("dispatcher"), asked, engineer=engineer(at, user=user_of("engineer")), at=at)
    return start_request(actor_of("engineer"), asked, at=later(at, hours=1))


def report(begun, actor_of, at, *, done: float, arrives: float) -> CallBack:
    """Tell so many hours later what was done so many hours after the beginning."""
    done_at, arrived = later(at, hours=done), later(at, hours=arrives)
    handle_visit(actor_of("engineer"), begun, record=RECORD, done_at=done_at, at=arrived)
    run_reactions()
    return CallBack.objects.get()


def test_a_report_in_time_counts_from_the_work(begun, company, actor_of, at):
    call = report(begun, actor_of, at, done=3, arrives=3)
    assert (call.opened_at, call.due_at) == (later(at, hours=3), datetime(2026, 3, 11, 16, tzinfo=UTC))


def test_a_late_report_counts_from_its_arrival(begun, company, actor_of, at):
    call = report(begun, actor_of, at, done=3, arrives=51)  # on Thursday at noon
    assert (call.opened_at, call.due_at) == (later(at, hours=51), datetime(2026, 3, 13, 16, tzinfo=UTC))
    assert ServiceRequest.objects.get().handled_at == later(at, hours=3)
    assert list(missed_call_backs(later(at, hours=51))) == []


def test_a_report_that_takes_a_lapse_back_counts_from_its_arrival(begun, company, actor_of, at):
    apply_timed_rule(system("timed-rule"), begun, at=begun.required_at)
    call = report(begun, actor_of, at, done=71, arrives=75)  # on Friday at noon
    assert ServiceRequest.objects.get().state == "handled"
    assert (call.opened_at, call.state) == (later(at, hours=75), "open")
    assert call.due_at == datetime(2026, 3, 14, 16, tzinfo=UTC)
    assert Task.objects.filter(kind="callback.unreachable").count() == 0


def test_the_answer_to_a_late_report_ends_its_call_back(begun, company, actor_of, at):
    report(begun, actor_of, at, done=3, arrives=51)
    confirm_by_call(actor_of("callback"), begun, satisfaction=5, at=later(at, hours=52))
    run_reactions()
    assert [call.state for call in CallBack.objects.all()] == ["done"]
