"""Open requests follow a calendar that changes, behind other work and without holding anybody up."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.at_once import at_once
from tests.make import HOUSE, engineer, later, request

from aftercare.domains.accounts.actions import set_special_day
from aftercare.domains.accounts.models import Calendar
from aftercare.domains.contracts.models import Clock
from aftercare.domains.requests import guards, jobs
from aftercare.domains.requests.actions import (
    assign_request,
    cancel_request,
    handle_request,
    resume_request,
    start_request,
    suspend_request,
)
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.events import react
from aftercare.kit.jobs import run_queued
from aftercare.kit.ledger import facts_of

AT = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)


def resolution(request) -> Clock:
    return Clock.objects.get(subject_id=request.id, kind="resolution")


def close(calendar: Calendar, *days: int) -> None:
    for day in days:
        set_special_day(HOUSE, calendar, on=date(2026, 3, day), intervals=[], at=AT)


def waiting(task: str) -> int:
    return ProcrastinateJob.objects.filter(task_name=task, status="todo").count()


@pytest.mark.django_db
def test_what_is_open_falls_due_later_and_what_has_ended_stays(actor_of):
    wish, gone = request(AT), request(AT)
    cancel_request(actor_of("agent"), gone, reason="不用了", at=later(AT, hours=1))
    due = resolution(wish).due_at
    close(wish.calendar, 11)
    run_queued()
    assert (resolution(wish).due_at, resolution(gone).due_at) == (due + timedelta(days=1), due)


@pytest.mark.django_db
def test_a_promised_date_follows_and_the_rule_with_it(monkeypatch):
    monkeypatch.setattr(jobs, "now", lambda: AT)
    wish, named = request(AT), request(AT, required_at=later(AT, days=2))
    due, moved = wish.required_at, wish.required_at + timedelta(days=1)
    close(wish.calendar, 11)
    run_queued()
    held = ServiceRequest.objects.get(pk=wish.pk)
    assert (held.required_at, held.rule_due_at, held.originally_required_at) == (moved, moved, due)
    assert resolution(wish).due_at == moved
    fact = facts_of(wish.ref).get(kind="request.changed")
    assert (fact.data["fields"], datetime.fromisoformat(fact.data["required_at"])) == (["required_at"], moved)
    assert ServiceRequest.objects.get(pk=named.pk).required_at == later(AT, days=2)
    assert not facts_of(named.ref).filter(kind="request.changed").exists()


@pytest.mark.django_db
def test_a_date_given_anew_on_waking_follows_from_there(monkeypatch):
    wish = request(AT, priority=1)
    due = wish.required_at
    monkeypatch.setattr(jobs, "now", lambda: due)
    suspend_request(HOUSE, wish, reason="other", until=later(due, seconds=-1), at=AT)
    woken = resume_request(HOUSE, wish, at=due).required_at
    assert woken == due + (due - AT)
    close(wish.calendar, 11)
    run_queued()
    assert ServiceRequest.objects.get(pk=wish.pk).required_at == datetime(2026, 3, 12, 16, tzinfo=UTC)


@pytest.mark.django_db
def test_days_entered_one_by_one_are_followed_once():
    wish = request(AT)
    due = resolution(wish).due_at
    close(wish.calendar, *range(11, 21))
    for job in ProcrastinateJob.objects.filter(args__reaction__endswith="derive_clocks_anew").order_by("id"):
        react(**job.args)
    assert waiting("requests.follow_calendar") == 1
    run_queued()
    assert resolution(wish).due_at == due + timedelta(days=10)


@pytest.mark.django_db
def test_they_go_a_few_to_a_job_behind_the_rest(monkeypatch):
    wishes = [request(AT) for _ in range(3)]
    jobs.follow_calendar_everywhere(calendar_id=str(wishes[0].calendar_id))
    (job,) = ProcrastinateJob.objects.filter(task_name="requests.follow_calendar_by_some")
    assert (job.args["request_ids"], job.priority) == ([str(wish.id) for wish in wishes], -10)
    monkeypatch.setattr(jobs, "FEW", 2)
    jobs.follow_calendar_everywhere(calendar_id=str(wishes[0].calendar_id))
    assert waiting("requests.follow_calendar_by_some") == 3


@pytest.mark.django_db
def test_a_calendar_that_changed_once_more_is_left_to_the_later_job():
    wish = request(AT)
    due = resolution(wish).due_at
    before = Calendar.objects.get(pk=wish.calendar_id).version
    close(wish.calendar, 11)
    given = {"calendar_id": str(wish.calendar_id), "request_ids": [str(wish.id)]}
    jobs.follow_calendar_by_some(version=before, **given)
    assert resolution(wish).due_at == due
    jobs.follow_calendar_by_some(version=before + 1, **given)
    assert resolution(wish).due_at == due + timedelta(days=1)


@pytest.mark.django_db
def test_one_that_fails_does_not_keep_the_others_back(monkeypatch):
    wish, broken = request(AT), request(AT)
    due, follow = resolution(wish).due_at, jobs.follow_calendar

    def follow_or_fail(actor, request, *, at):
        if request.id == broken.id:
            raise ValueError("Broken.")
        return follow(actor, request, at=at)

    monkeypatch.setattr(jobs, "follow_calendar", follow_or_fail)
    close(wish.calendar, 11)
    with pytest.raises(ValueError, match="Broken"):
        run_queued()
    assert resolution(wish).due_at == due + timedelta(days=1)


@pytest.mark.django_db(transaction=True)
def test_what_is_reported_meanwhile_is_not_overwritten(actor_of, user_of, monkeypatch):
    monkeypatch.setattr(guards.before_handling, "vetoes", [])
    wish = assign_request(HOUSE, request(AT), engineer=engineer(AT, user=user_of("engineer")), at=AT)
    start_request(actor_of("engineer"), wish, at=AT)
    close(wish.calendar, 11)
    handled_at = later(AT, hours=2)

    def handle() -> None:
        with transaction.atomic():
            handle_request(actor_of("engineer"), wish, at=handled_at)
            for _try in range(100):  # until the calendar's job waits for this request
                if _somebody_waits():
                    break
                time.sleep(0.05)

    def follow() -> None:
        time.sleep(0.3)
        run_queued()

    assert at_once(handle, follow) == [None, None]
    assert (resolution(wish).standing, resolution(wish).stopped_at) == ("met", handled_at)


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_two_days_set_at_once_are_two_versions():
    wish = request(AT)
    before = Calendar.objects.get(pk=wish.calendar_id).version
    seen = [Calendar.objects.get(pk=wish.calendar_id) for _ in range(4)]
    at_once(*(lambda one=one, day=day: close(one, day) for day, one in enumerate(seen, 11)))
    assert Calendar.objects.get(pk=wish.calendar_id).version == before + 4
