"""Where the rules found nobody, they look again once the request says something else that they choose by."""

import pytest
from tests.make import HOUSE, engineer, later, request

from aftercare.domains.accounts.models import Task
from aftercare.domains.dispatch import jobs
from aftercare.domains.requests.actions import change_request, move_required_date
from aftercare.domains.requests.models import RequestKind, ServiceRequest
from aftercare.domains.workforce.actions import record_absence
from aftercare.kit.jobs import run_queued

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(at, monkeypatch):
    """Its only engineer is away beyond its date, so the dispatcher was asked."""
    monkeypatch.setattr(jobs, "now", lambda: at)
    RequestKind.objects.filter(pk="repair").update(auto_assign=True)
    record_absence(HOUSE, engineer(at), start_at=at, end_at=later(at, days=2), at=at)
    made = request(at, required_at=later(at, days=1))
    run_queued()
    assert (ServiceRequest.objects.get().state, asked()) == ("pending", 1)
    return made


def asked() -> int:
    return Task.objects.filter(kind="dispatch.nobody_fits", done_at=None).count()


def test_a_later_date_lets_them_choose_and_asks_nobody_any_more(waiting, at):
    move_required_date(HOUSE, waiting, to=later(at, days=5), reason="customer", at=at)
    run_queued()
    assert (ServiceRequest.objects.get().state, asked()) == ("assigned", 0)


def test_other_words_leave_the_question_where_it_is(waiting, at):
    change_request(HOUSE, waiting, title="漏水", at=at)
    run_queued()
    assert (ServiceRequest.objects.get().state, asked()) == ("pending", 1)


def test_what_nobody_asked_the_rules_about_they_leave_alone(at):
    engineer(at)
    made = request(at)
    move_required_date(HOUSE, made, to=later(at, days=5), reason="customer", at=at)
    run_queued()
    assert ServiceRequest.objects.get().state == "pending"
