"""Who may move the required date, and when it follows the promise."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from tests.make import customer, later, request

from aftercare.domains.accounts.hours import Interval, WorkingHours
from aftercare.domains.contracts.models import Clock
from aftercare.domains.requests.actions import (
    Waiting,
    apply_timed_rule,
    assign_request,
    cancel_request,
    change_request,
    handle_request,
    move_required_date,
    report_progress,
    resume_request,
    start_request,
    suspend_request,
)
from aftercare.domains.requests.errors import (
    DateBeforeWakeUp,
    DateNotYours,
    RequestEnded,
    UnknownChoice,
    WakeUpTooLate,
)
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.domains.requests.rules import postponed_date, required_date
from aftercare.kit.actor import Actor, ActorKind, system
from aftercare.kit.ledger import facts_of
from aftercare.kit.models import LedgerText

pytestmark = pytest.mark.django_db
CLOCK = system("timed-rule")


def dates(request) -> tuple[object, object, object]:
    kept = ServiceRequest.objects.get(pk=request.pk)
    return kept.required_at, kept.rule_due_at, kept.originally_required_at


def resolution(request) -> Clock:
    return Clock.objects.filter(subject_id=request.id, kind="resolution").latest("round")


def test_a_new_priority_moves_a_date_that_was_only_promised(pending, actor_of, at):
    change_request(actor_of("agent"), pending, priority=1, at=later(at, hours=5))
    day = later(at, hours=24)
    assert dates(pending) == (day, day, later(at, hours=72))
    assert resolution(pending).due_at == day
    fact = facts_of(pending.ref).get(kind="request.changed")
    assert fact.data["required_at"] == day.isoformat().replace("+00:00", "Z")


def test_a_customers_date_holds_from_when_somebody_can_have_been_assigned(at):
    owner = customer(at)
    themselves = Actor(ActorKind.CUSTOMER, owner.id, owner.name, via="portal")
    tomorrow = request(at, themselves, customer_=owner, required_at=later(at, hours=24))
    assert (tomorrow.required_at, tomorrow.date_given) == (later(at, hours=24), True)
    assert "wished_at" not in facts_of(tomorrow.ref)[0].data


@pytest.mark.parametrize("wish", ["sooner", "at that instant"])
def test_an_earlier_wish_is_kept_beside_what_is_promised(at, wish):
    owner = customer(at)
    themselves = Actor(ActorKind.CUSTOMER, owner.id, owner.name, via="portal")
    assignment = Clock.objects.get(subject_id=request(at).id, kind="assignment").due_at
    wished = later(at, minutes=4) if wish == "sooner" else assignment
    soon = request(at, themselves, customer_=owner, required_at=wished)
    assert (soon.required_at, soon.date_given, soon.rule_due_at) == (resolution(soon).due_at, False, soon.required_at)
    assert facts_of(soon.ref)[0].data["wished_at"] == wished.isoformat().replace("+00:00", "Z")


def test_who_is_assigned_in_time_to_a_wish_that_was_too_early_does_not_lapse_at_once(worker, at):
    owner = customer(at)
    themselves = Actor(ActorKind.CUSTOMER, owner.id, owner.name, via="portal")
    soon = request(at, themselves, customer_=owner, required_at=later(at, minutes=4))
    due = Clock.objects.get(subject_id=soon.id, kind="assignment").due_at
    given = assign_request(CLOCK, soon, engineer=worker, at=later(due, minutes=-1))
    assert (given.rule_due_at, Clock.objects.get(subject_id=soon.id, kind="assignment").standing) == (
        later(at, hours=72),
        "met",
    )


def test_what_the_desk_agrees_with_the_customer_may_be_earlier_than_the_promise(actor_of, at):
    agreed = request(at, actor_of("agent"), required_at=later(at, hours=2))
    assert (dates(agreed)[0], agreed.date_given) == (later(at, hours=2), True)


def test_a_new_priority_leaves_a_date_that_was_named(actor_of, at):
    named = request(at, actor_of("agent"), required_at=later(at, hours=30))
    changed = change_request(actor_of("agent"), named, priority=1, at=later(at, hours=5))
    assert (changed.required_at, changed.date_given) == (later(at, hours=30), True)


def test_a_promise_that_would_have_passed_counts_from_now_and_lets_nobody_lapse(assigned, actor_of, at):
    changed = change_request(actor_of("agent"), assigned, priority=1, at=later(at, hours=30))
    assert (changed.state, changed.required_at) == ("assigned", later(at, hours=54))
    late = change_request(actor_of("agent"), assigned, priority=3, at=later(at, hours=31))
    assert late.required_at == resolution(late).due_at


def test_after_a_renewal_a_new_priority_counts_from_there(assigned, actor_of):
    due = assigned.required_at
    back = apply_timed_rule(CLOCK, assigned, at=due)
    changed = change_request(actor_of("agent"), back, priority=1, at=later(due, hours=1))
    assert (changed.required_at, resolution(changed).due_at) == (later(due, hours=24), later(due, hours=24))


def test_a_missed_date_is_not_kept_by_a_lower_priority_afterwards(in_progress, actor_of, at):
    done = handle_request(actor_of("engineer"), in_progress, at=later(in_progress.required_at, hours=1))
    missed = required_date(done)
    changed = change_request(actor_of("agent"), done, priority=4, at=later(done.handled_at, hours=1))
    assert (missed.standing, required_date(changed)) == ("missed", missed)
    assert "required_at" not in facts_of(changed.ref).get(kind="request.changed").data


def test_the_date_of_a_request_that_waits_stays_behind_its_wake_up(actor_of, at):
    waiting = request(at, actor_of("agent"), suspended=Waiting("parts", later(at, hours=48)))
    with pytest.raises(DateBeforeWakeUp) as refusal:
        move_required_date(actor_of("manager"), waiting, to=later(at, hours=48), reason="customer", at=at)
    assert str(refusal.value) == (
        "The request waits until 12 Mar 2026, 09:00; choose a later date, or resume it first."
    )
    assert dates(waiting)[0] == later(at, hours=72)
    assert move_required_date(actor_of("agent"), waiting, to=later(at, hours=49), reason="parts", at=at).date_given


def test_a_shorter_promise_of_a_request_that_waits_counts_from_its_wake_up(actor_of, at):
    waiting = request(at, actor_of("agent"), suspended=Waiting("parts", later(at, hours=40)))
    urgent = change_request(actor_of("agent"), waiting, priority=1, at=later(at, hours=1))
    assert (urgent.suspended_until, urgent.required_at) == (later(at, hours=40), later(at, hours=64))


def test_what_has_ended_is_not_changed(pending, actor_of, at):
    agent = actor_of("agent")
    cancel_request(agent, pending, reason="不用了", at=at)
    before, facts = dates(pending), facts_of(pending.ref).count()
    for change in (
        lambda: change_request(agent, pending, title="别的", at=later(at, hours=1)),
        lambda: move_required_date(agent, pending, to=later(at, days=9), reason="customer", at=later(at, hours=1)),
    ):
        with pytest.raises(RequestEnded) as refusal:
            change()
        assert str(refusal.value) == (
            f"{pending.number} has ended, so it stays as it is; reopen it, or enter a new request."
        )
    assert (dates(pending), facts_of(pending.ref).count()) == (before, facts)


def test_only_the_customers_word_or_the_manager_moves_the_date_later(pending, actor_of, at):
    to, before = later(pending.required_at, days=2), dates(pending)
    with pytest.raises(DateNotYours) as refusal:
        move_required_date(actor_of("agent"), pending, to=to, reason="parts", at=at)
    assert str(refusal.value) == (
        "The required date 13 Mar 2026, 09:00 moves later only for the reason “customer”, or by the service "
        "manager; choose an earlier date, that reason, or ask the service manager."
    )
    assert dates(pending) == before
    assert move_required_date(actor_of("agent"), pending, to=to, reason="customer", at=at).required_at == to
    assert move_required_date(actor_of("manager"), pending, to=later(to, days=1), reason="parts", at=at).date_given
    earlier = later(at, hours=4)
    assert move_required_date(actor_of("agent"), pending, to=earlier, reason="parts", at=at).rule_due_at == earlier


def test_the_ledger_keeps_the_reasons_code_and_the_words_apart(pending, actor_of, at):
    given = {"to": later(at, days=9), "at": at}
    with pytest.raises(UnknownChoice):
        move_required_date(actor_of("agent"), pending, reason="王女士 13800138000 要求", **given)
    move_required_date(actor_of("agent"), pending, reason="customer", note="王女士要求", **given)
    fact = facts_of(pending.ref).get(kind="request.date_moved")
    assert (fact.data["reason"], LedgerText.objects.get(pk=fact.text_id).body) == ("customer", "王女士要求")


def test_the_wake_up_of_a_request_that_begins_suspended_follows_the_same_rule(actor_of, at):
    before = ServiceRequest.objects.count()
    with pytest.raises(WakeUpTooLate):
        request(at, actor_of("agent"), suspended=Waiting("parts", later(at, days=10)))
    assert ServiceRequest.objects.count() == before
    by_manager = request(at, actor_of("manager"), suspended=Waiting("parts", later(at, days=10)))
    assert (by_manager.required_at, by_manager.date_given) == (later(at, days=13), True)
    assert request(at, actor_of("agent"), suspended=Waiting("parts", later(at, days=2))).required_at == later(
        at, days=3
    )


@pytest.mark.parametrize("begun", [False, True])
def test_who_wakes_at_the_required_date_or_after_it_has_not_failed(assigned, actor_of, begun):
    if begun:
        start_request(actor_of("engineer"), assigned, at=assigned.submitted_at)
    due = assigned.required_at
    until = later(due, seconds=-1)
    suspend_request(actor_of("dispatcher"), assigned, reason="parts", until=until, at=assigned.submitted_at)
    awake = apply_timed_rule(CLOCK, ServiceRequest.objects.get(pk=assigned.pk), at=due)
    assert (awake.state, awake.failed_attempts, awake.engineer) == ("pending", 0, None)
    assert (awake.required_at, awake.rule_due_at) == (later(due, hours=72), later(due, hours=72))
    attempt = Attempt.objects.get(request=assigned)
    assert (attempt.result, attempt.counted) == ("withdrawn", False)
    assert not facts_of(assigned.ref).filter(verb="lapse").exists()


def test_who_wakes_before_the_required_date_goes_on(assigned, actor_of):
    due = assigned.required_at
    until = later(due, seconds=-1)
    suspend_request(actor_of("dispatcher"), assigned, reason="parts", until=until, at=assigned.submitted_at)
    awake = resume_request(actor_of("dispatcher"), assigned, at=until)
    assert (awake.state, awake.required_at) == ("assigned", due)


def test_whoever_waits_until_the_required_date_itself_needs_somebodys_word(pending, actor_of, at):
    due = pending.required_at
    with pytest.raises(WakeUpTooLate) as refusal:
        suspend_request(actor_of("agent"), pending, reason="parts", until=due, at=at)
    assert str(refusal.value).startswith("The wake-up date is not before the required date 13 Mar 2026, 09:00;")
    assert ServiceRequest.objects.get(pk=pending.pk).state == "pending"
    held = suspend_request(actor_of("agent"), pending, reason="customer", until=due, at=at)
    assert held.required_at == later(due, days=3)


def test_who_waits_for_a_colleague_that_left_wakes_to_the_dispatcher(pending, user_of, actor_of, at):
    desk = user_of("agent")
    given = assign_request(actor_of("dispatcher"), pending, assignee=desk, at=at)
    suspend_request(actor_of("dispatcher"), given, reason="parts", until=later(at, days=1), at=at)
    desk.is_active = False
    desk.save()
    awake = apply_timed_rule(CLOCK, ServiceRequest.objects.get(pk=given.pk), at=later(at, days=1))
    assert (awake.state, awake.assignee) == ("pending", None)


def test_a_wait_that_ends_early_takes_the_date_it_moved_back_with_it(assigned, actor_of, at):
    engineer, due = actor_of("engineer"), assigned.required_at
    waiting = suspend_request(engineer, assigned, reason="customer", until=later(at, days=80), at=at)
    assert (waiting.required_at, waiting.date_given) == (later(due, days=80), True)
    back = resume_request(engineer, waiting, at=at)
    assert (back.state, back.required_at, back.date_given, back.rule_due_at) == ("assigned", due, False, due)
    again = suspend_request(engineer, back, reason="customer", until=later(at, days=80), at=later(at, hours=1))
    awake = resume_request(engineer, again, at=later(at, hours=11))
    assert (awake.required_at, awake.date_given) == (later(due, hours=10), True)
    assert facts_of(awake.ref).filter(kind="request.resumed").latest("seq").data["date_back"]


def test_a_date_that_somebody_gave_meanwhile_stays(assigned, actor_of, at):
    waiting = suspend_request(actor_of("engineer"), assigned, reason="customer", until=later(at, days=9), at=at)
    named = move_required_date(actor_of("manager"), waiting, to=later(at, days=20), reason="customer", at=at)
    assert resume_request(actor_of("agent"), named, at=later(at, hours=1)).required_at == later(at, days=20)


def test_a_date_that_comes_back_follows_the_priority_of_now(assigned, actor_of, at):
    waiting = suspend_request(actor_of("engineer"), assigned, reason="customer", until=later(at, days=9), at=at)
    urgent = change_request(actor_of("agent"), waiting, priority=1, at=at)
    assert urgent.required_at == later(assigned.required_at, days=9)
    awake = resume_request(actor_of("engineer"), urgent, at=at)
    assert (awake.required_at, awake.date_given) == (later(at, hours=24), False)


def test_a_date_renewed_at_an_early_wake_up_is_told_as_it_is(assigned, actor_of, at):
    engineer, due = actor_of("engineer"), assigned.required_at
    start_request(engineer, assigned, at=at)
    report_progress(engineer, assigned, step="working", at=later(due, hours=-1))
    late = later(due, hours=1)  # somebody works on site: it does not lapse
    waiting = suspend_request(engineer, assigned, reason="customer", until=later(due, days=9), at=late)
    slower = change_request(actor_of("agent"), waiting, priority=4, at=late)
    awake = resume_request(actor_of("agent"), slower, at=later(late, hours=1))
    told = facts_of(awake.ref).filter(kind="request.resumed").latest("seq").data["required_at"]
    assert (awake.state, datetime.fromisoformat(told)) == ("pending", awake.required_at)


def test_who_wakes_when_agreed_keeps_the_moved_date(assigned, actor_of, at):
    waiting = suspend_request(actor_of("engineer"), assigned, reason="customer", until=later(at, days=9), at=at)
    assert resume_request(CLOCK, waiting, at=later(at, days=9)).required_at == later(assigned.required_at, days=9)


def test_a_request_that_begins_with_a_wait_comes_back_to_its_date_too(actor_of, at):
    plain = request(at).required_at
    waiting = request(at, actor_of("agent"), suspended=Waiting("customer", later(at, days=30)))
    assert waiting.required_at == later(plain, days=30)
    assert resume_request(actor_of("agent"), waiting, at=later(at, hours=2)).required_at == later(plain, hours=2)


def test_a_postponed_date_keeps_the_working_time_before_it():
    zone = ZoneInfo("Asia/Shanghai")
    day = (Interval(9 * 60, 12 * 60), Interval(13 * 60, 17 * 60))
    hours = WorkingHours("Asia/Shanghai", (day,) * 5 + ((),) * 2)
    monday, tuesday = datetime(2026, 3, 9, 10, tzinfo=zone), datetime(2026, 3, 10, 17, tzinfo=zone)
    june = datetime(2026, 6, 1, 10, tzinfo=zone)  # a Monday too
    assert postponed_date(hours, tuesday, monday, june) == datetime(2026, 6, 2, 17, tzinfo=zone)
    evening = datetime(2026, 3, 10, 20, tzinfo=zone)  # no work is left before a date at night: it moves by the wait
    assert postponed_date(hours, later(evening, hours=1), evening, june) == later(june, hours=1)
