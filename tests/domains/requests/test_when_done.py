"""When it was done: told within the attempt it belongs to, never before it and never ahead of the house's clock."""

from datetime import timedelta

import pytest
from tests.make import later

from aftercare.domains.contracts.models import Clock
from aftercare.domains.dispatch.actions import assign_by_hand, move_visit
from aftercare.domains.dispatch.actions.visits import Slot
from aftercare.domains.dispatch.models import Visit
from aftercare.domains.requests.actions import (
    apply_timed_rule,
    assign_request,
    fail_request,
    handle_request,
    move_required_date,
    record_contact,
    report_progress,
    start_request,
    withdraw_request,
)
from aftercare.domains.requests.errors import DateKept, LateReport
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import system
from aftercare.kit.instants import NotThen
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db
LATE, AHEAD = "10 Mar 2026, 08:59", "10 Mar 2026, 09:07"


def refused(request, act, *, sentence: str) -> None:
    before = ServiceRequest.objects.values().get(pk=request.pk), facts_of(request.ref).count()
    with pytest.raises(NotThen) as refusal:
        act()
    assert str(refusal.value) == sentence
    assert (ServiceRequest.objects.values().get(pk=request.pk), facts_of(request.ref).count()) == before


def sentence(done_at: str, since: str = "10 Mar 2026, 09:00", now: str = "10 Mar 2026, 09:01") -> str:
    return f"{done_at} can't be the time: it has to lie between {since} and now, {now}. Correct it."


@pytest.mark.parametrize(("minutes", "told"), [(-1, LATE), (7, AHEAD)])
def test_a_contact_before_the_entry_or_after_now_is_refused(pending, actor_of, at, minutes, told):
    def call() -> None:
        given = {"channel": "phone", "direction": "out", "text": "您好", "at": later(at, minutes=1)}
        record_contact(actor_of("agent"), pending, done_at=later(at, minutes=minutes), **given)

    refused(pending, call, sentence=sentence(told))
    assert Clock.objects.get(subject_id=pending.id, kind="first_response").standing == "running"


@pytest.mark.parametrize(("minutes", "told"), [(-1, LATE), (7, AHEAD)])
def test_no_report_lies_before_the_attempt_or_after_now(assigned, actor_of, at, minutes, told):
    given = {"done_at": later(at, minutes=minutes), "at": later(at, minutes=1)}
    engineer = actor_of("engineer")
    refused(assigned, lambda: start_request(engineer, assigned, **given), sentence=sentence(told))
    refused(assigned, lambda: report_progress(engineer, assigned, step="arrived", **given), sentence=sentence(told))
    start_request(engineer, assigned, at=at)
    refused(assigned, lambda: handle_request(engineer, assigned, **given), sentence=sentence(told))
    refused(assigned, lambda: fail_request(engineer, assigned, outcome="unsolved", **given), sentence=sentence(told))


def test_a_phone_that_is_a_little_ahead_tells_the_present(in_progress, actor_of, at):
    handled = handle_request(actor_of("engineer"), in_progress, done_at=later(at, minutes=5), at=at)
    assert (handled.handled_at, facts_of(handled.ref).get(verb="handle").at) == (at, at)


def test_a_visit_tells_no_time_ahead_either(pending, worker, actor_of, at):
    slot = Slot(later(at, hours=1), later(at, hours=2))
    given = assign_by_hand(actor_of("dispatcher"), pending, engineer=worker, slot=slot, at=at)
    visit = Visit.objects.get(request=given)
    ahead = {"done_at": at + timedelta(days=1), "at": at}
    with pytest.raises(NotThen):
        move_visit(actor_of("dispatcher"), visit, verb="confirm", **ahead)
    assert Visit.objects.get(request=given).state == "planned"


@pytest.mark.parametrize("verb", ["start", "progress"])
def test_a_report_of_an_attempt_that_was_taken_back_is_not_booked_on_the_next(assigned, worker, actor_of, at, verb):
    dispatcher, engineer = actor_of("dispatcher"), actor_of("engineer")
    withdraw_request(dispatcher, assigned, reason="改派", at=later(at, hours=2))
    again = assign_request(dispatcher, assigned, engineer=worker, at=later(at, hours=3))
    given = {"done_at": later(at, hours=1), "at": later(at, hours=4)}
    with pytest.raises(LateReport) as refusal:
        if verb == "start":
            start_request(engineer, again, **given)
        else:
            report_progress(engineer, again, step="arrived", **given)
    assert str(refusal.value) == (
        "Since 10 Mar 2026, 10:00 somebody has moved this request on, so the report can't be booked; "
        "write it as a note for the service manager."
    )
    assert ServiceRequest.objects.get(pk=again.pk).state == "assigned"
    assert Clock.objects.get(subject_id=again.id, kind="arrival").standing == "running"


def test_a_start_of_the_attempt_that_lapsed_brings_it_back(assigned, actor_of):
    due = assigned.required_at
    apply_timed_rule(system("timed-rule"), assigned, at=due)
    given = {"done_at": later(due, minutes=-5), "at": later(due, hours=1)}
    started = start_request(actor_of("engineer"), assigned, **given)
    assert (started.state, started.failed_attempts) == ("in_progress", 0)


def test_a_missed_date_is_not_made_a_kept_one_once_the_work_is_done(handled, actor_of, at):
    before, given = handled.required_at, {"reason": "customer", "at": later(at, days=1)}
    with pytest.raises(DateKept):
        move_required_date(actor_of("manager"), handled, to=later(before, days=9), **given)
    assert ServiceRequest.objects.get(pk=handled.pk).required_at == before
