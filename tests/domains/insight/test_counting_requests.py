"""Requests are counted exactly, whenever and however they change, in the company's own days."""

from datetime import date, timedelta

import pytest
from django.db import connection
from tests.at_once import at_once
from tests.domains.insight.slow_count import assert_counted_right, quickly
from tests.make import HOUSE, customer, engineer, later, request

from aftercare.domains.accounts.actions import change_company
from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.insight.actions import count_everything, count_requests
from aftercare.domains.insight.models import CountedRequest, CountMark, RequestCount
from aftercare.domains.insight.queries import broken_counts, counted_until
from aftercare.domains.requests.actions import (
    assign_request,
    cancel_request,
    change_request,
    confirm_request,
    reject_request,
    reopen_request,
    start_request,
)
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db(transaction=True)
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
RECORD = RecordDraft(work_done="换电容", labour_minutes=30)


@pytest.fixture
def counts(company, at):
    """Counts what was told since, as the job does; all were counted before the test began."""

    def count(when=at):
        while count_requests(HOUSE, at=when):
            pass

    count()
    count()
    return count


@pytest.fixture
def worker(company, at, user_of):
    return engineer(at, user=user_of("engineer"))


def handled(asked, worker, at, **report):
    assign_request(HOUSE, asked, engineer=worker, at=later(at, hours=1))
    start_request(HOUSE, asked, at=later(at, hours=2))
    return handle_visit(HOUSE, asked, record=RECORD, at=later(at, hours=3), **report)


def test_each_step_is_counted_on_its_day(counts, worker, at):
    asked = request(at)
    handled(asked, worker, later(at, days=1))
    confirm_request(HOUSE, asked, satisfaction=5, at=later(at, days=25))
    cancel_request(HOUSE, request(at, customer_=asked.customer), reason="不用了", at=later(at, days=2))
    counts()
    assert quickly("kind", "month") == {("repair", MARCH): (2, 1, 0, 0, 1), ("repair", APRIL): (0, 0, 0, 1, 0)}
    assert quickly("kind", "day") == {
        ("repair", date(2026, 3, 10)): (2, 0, 0, 0, 0),
        ("repair", date(2026, 3, 11)): (0, 1, 0, 0, 0),
        ("repair", date(2026, 3, 12)): (0, 0, 0, 0, 1),
        ("repair", date(2026, 4, 4)): (0, 0, 0, 1, 0),
    }
    assert_counted_right()
    assert broken_counts() == []


def test_what_comes_back_is_counted_no_more(counts, worker, at):
    asked = request(at)
    handled(asked, worker, at)
    counts()
    assert quickly("kind", "month") == {("repair", MARCH): (1, 1, 0, 0, 0)}
    reject_request(HOUSE, asked, reason="没修好", at=later(at, hours=5))
    counts()
    assert quickly("kind", "month") == {("repair", MARCH): (1, 0, 0, 0, 0)}
    handled(asked, worker, later(at, hours=6))
    confirm_request(HOUSE, asked, satisfaction=4, at=later(at, days=1))
    counts()
    assert quickly("kind", "month") == {("repair", MARCH): (1, 1, 0, 1, 0)}
    reopen_request(HOUSE, asked, reason="又坏了", at=later(at, days=2))
    counts()
    assert quickly("kind", "month") == {("repair", MARCH): (1, 0, 0, 0, 0)}
    assert broken_counts() == []


def test_what_was_done_after_the_first_required_date_is_late(counts, worker, at):
    asked = request(at, required_at=later(at, hours=2))
    handled(asked, worker, at)
    counts()
    assert quickly("kind", "day") == {("repair", date(2026, 3, 10)): (1, 1, 1, 0, 0)}


def test_a_report_that_comes_late_is_counted_when_it_was_done(counts, worker, at):
    asked = request(at, required_at=later(at, days=9))
    assign_request(HOUSE, asked, engineer=worker, at=later(at, hours=1))
    start_request(HOUSE, asked, at=later(at, hours=2))
    handle_visit(HOUSE, asked, record=RECORD, done_at=later(at, hours=4), at=later(at, days=3))
    counts()
    assert quickly("kind", "day") == {("repair", date(2026, 3, 10)): (1, 1, 0, 0, 0)}


def test_a_change_moves_a_request_from_one_sum_to_another(counts, at):
    asked = request(at, priority=4)
    counts()
    assert quickly("priority", "month") == {("4", MARCH): (1, 0, 0, 0, 0)}
    change_request(HOUSE, asked, priority=1, at=later(at, hours=1))
    counts()
    assert quickly("priority", "month") == {("1", MARCH): (1, 0, 0, 0, 0)}
    assert broken_counts() == []


def test_days_are_those_of_the_company(counts, company, at):
    near_midnight = at.replace(day=31, hour=16, minute=30)  # the first of April in Shanghai
    request(near_midnight)
    counts()
    assert quickly("kind", "month") == {("repair", APRIL): (1, 0, 0, 0, 0)}
    change_company(HOUSE, company[0], time_zone="Europe/Berlin", at=at)
    counts()
    assert quickly("kind", "month") == {("repair", MARCH): (1, 0, 0, 0, 0)}
    assert_counted_right("Europe/Berlin")


def test_what_an_older_transaction_holds_back_is_counted_after_it(counts, company, at):
    """A fact that commits late is not passed over, and the report says until when it holds."""
    whose = customer(at)
    counts(later(at, hours=1))

    def while_it_waits():
        request(later(at, hours=2), customer_=whose, title="后来的")
        counts(later(at, days=9000))
        return quickly("kind", "month"), counted_until()

    from django.db import transaction

    with transaction.atomic():
        request(later(at, hours=2), customer_=whose, title="先写的")
        ((seen, until),) = at_once(while_it_waits)
    assert seen == {}
    told = ServiceRequest.objects.get(title="后来的")
    assert until is not None and until < later(at, days=9000)
    assert until >= told.created_at - timedelta(seconds=5)
    counts()
    assert quickly("kind", "month") == {("repair", MARCH): (2, 0, 0, 0, 0)}


def test_many_enter_while_it_is_counted(counts, company, at):
    whose = customer(at)

    def enter():
        for n in range(5):
            request(at, customer_=whose, title=f"第{n}件")

    results = at_once(enter, enter, enter, counts, counts)
    assert results == [None] * 5
    counts()
    assert quickly("kind", "month") == {("repair", MARCH): (15, 0, 0, 0, 0)}
    assert broken_counts() == []


def test_to_count_twice_changes_nothing(counts, at):
    request(at)
    counts()
    CountMark.objects.update(tx=0, entry_id=0)
    counts()
    assert quickly("kind", "month") == {("repair", MARCH): (1, 0, 0, 0, 0)}


def test_what_was_written_past_the_actions_is_found_and_mended(counts, company, at):
    asked = request(at)
    counts()
    ServiceRequest.objects.filter(pk=asked.pk).update(channel="mail")
    RequestCount.objects.filter(dimension="kind", grain="month").update(entered=7)
    assert broken_counts() == [
        asked.number,
        f"kind repair, month of 2026-03-01, unit {asked.unit_id}: (7, 0, 0, 0, 0) instead of (1, 0, 0, 0, 0)",
    ]
    assert count_everything(HOUSE, at=at) is True
    assert broken_counts() == []
    assert_counted_right()


def test_a_request_that_is_not_counted_yet_breaks_nothing(counts, at):
    counts()
    request(at)
    assert CountedRequest.objects.count() == 0
    assert broken_counts() == []


def test_one_worker_counts_at_a_time(counts, at):
    from django.db import transaction

    request(at)
    with transaction.atomic():
        CountMark.objects.select_for_update().get()
        results = at_once(lambda: count_requests(HOUSE, at=at), lambda: count_everything(HOUSE, at=at))
    assert results == [0, False]
    assert CountedRequest.objects.count() == 0


def test_a_person_counts_nothing(counts, actor_of, at):
    with pytest.raises(NotAllowed, match="Figures follow the requests by themselves"):
        count_everything(actor_of("administrator"), at=at)


def test_counting_costs_the_same_however_many_requests_there_are(counts, company, at, django_assert_num_queries):
    whose = customer(at)
    for n in range(3):
        request(at, customer_=whose, title=f"第{n}件")
    with django_assert_num_queries(12):
        count_requests(HOUSE, at=at)
    assert connection.in_atomic_block is False
