"""Visits in the diary follow their request: given to somebody else, suspended, confirmed too late."""

import pytest
from tests.domains.dispatch.diary import diary, planned, slot
from tests.make import HOUSE, engineer, later, request, team

from aftercare.domains.accounts.models import Calendar
from aftercare.domains.contracts.actions import change_pause_reason
from aftercare.domains.contracts.models import PauseReason
from aftercare.domains.dispatch.actions import Slot, assign_by_hand, auto_assign, move_visit
from aftercare.domains.dispatch.actions.visits import clear_visits, end_visits
from aftercare.domains.dispatch.errors import SlotEndsEarly, SlotInThePast, SlotTaken, VisitNeedsEngineer
from aftercare.domains.dispatch.models import Visit
from aftercare.domains.dispatch.queries import in_the_order_of_visits, live_visit
from aftercare.domains.requests import guards
from aftercare.domains.requests.actions import (
    apply_timed_rule,
    assign_request,
    handle_request,
    reject_request,
    report_progress,
    resume_request,
    start_request,
    suspend_request,
    withdraw_request,
)
from aftercare.domains.requests.errors import OneHolder
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.jobs import run_queued
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(user_of, at):
    """李工, who can sign in."""
    return engineer(at, user=user_of("engineer"))


@pytest.fixture
def other(user_of, at):
    """赵强, who can sign in too."""
    return engineer(at, user=user_of("engineer", name="other"), name="赵强", code="E2")


def test_given_to_somebody_else_the_first_ones_slot_is_free(worker, other, at):
    given = planned(worker, at)
    assign_by_hand(HOUSE, given, engineer=other, slot=slot(at, 24), at=at)
    assert diary() == [("李工", "cancelled"), ("赵强", "planned")]
    planned(worker, at)
    assert diary(engineer=worker) == [("李工", "cancelled"), ("李工", "planned")]


def test_the_same_engineers_visit_moves_to_a_slot_that_overlaps_it(worker, at):
    given = planned(worker, at)
    assign_by_hand(HOUSE, given, engineer=worker, slot=slot(at, 25), at=at)
    assert diary() == [("李工", "cancelled"), ("李工", "planned")]
    assert Visit.objects.get(state="planned").planned_from == later(at, hours=25)


def test_a_slot_that_another_request_took_leaves_everything_as_it_was(worker, other, at):
    planned(other, at)
    given = planned(worker, at)
    with pytest.raises(SlotTaken) as caught:
        assign_by_hand(HOUSE, given, engineer=other, slot=slot(at, 24), at=at)
    assert str(caught.value) == "赵强 already has a visit at that time; choose another time or another engineer."
    assert diary() == [("赵强", "planned"), ("李工", "planned")]
    assert ServiceRequest.objects.get(pk=given.pk).engineer_id == worker.id


@pytest.mark.parametrize("how", ["engineer", "desk", "team", "rules"])
def test_given_on_without_a_slot_no_visit_stays_alive(worker, other, user_of, how, at):
    given = planned(worker, at)
    match how:
        case "engineer":
            assign_by_hand(HOUSE, given, engineer=other, at=at)
        case "desk":
            assign_by_hand(HOUSE, given, assignee=user_of("agent"), at=at)
        case "team":
            assign_by_hand(HOUSE, given, team=team(at, user_of("agent")), at=at)
        case "rules":
            Engineer.objects.update(calendar=Calendar.objects.order_by("id")[0])
            auto_assign(HOUSE, given, at=at)
    assert diary() == [("李工", "cancelled")]


def test_an_attempt_that_was_once_planned_ends_with_its_visits(worker, other, at):
    given = planned(worker, at)
    assign_request(HOUSE, given, engineer=other, at=at)
    assert Attempt.objects.get().planned is True
    withdraw_request(HOUSE, given, reason="客户改期", at=at)
    run_queued()
    assert diary() == [("李工", "cancelled")]


def test_what_was_given_on_lapses_though_the_first_one_was_at_work(worker, other, actor_of, at):
    given = planned(worker, at)
    report_progress(actor_of("engineer"), given, step="working", at=at)
    held = assign_by_hand(HOUSE, ServiceRequest.objects.get(), engineer=other, at=at)
    assert (held.working, held.rule_due_at) == (False, held.required_at)
    assert apply_timed_rule(HOUSE, held, at=held.required_at).state == "pending"


def test_whoever_is_at_work_in_the_diary_has_begun(worker, actor_of, at):
    given = planned(worker, at)
    move_visit(actor_of("engineer"), Visit.objects.get(), verb="work", at=at)
    begun = ServiceRequest.objects.get()
    assert (begun.state, begun.working, diary(request=given)) == ("in_progress", True, [("李工", "working")])
    run_queued()
    assert diary(request=given) == [("李工", "working")]


@pytest.mark.parametrize("reason", ["customer", "other"])  # one rests clocks, one rests none
def test_a_suspended_request_frees_the_diary_before_its_wake_up(worker, reason, at):
    given, begun = planned(worker, at, 24), planned(worker, at, 30)
    move_visit(HOUSE, Visit.objects.get(request=begun), verb="arrive", at=at)
    for each in (given, begun):
        suspend_request(HOUSE, each, reason=reason, until=later(at, hours=48), at=at)
    run_queued()
    assert diary(request=given) == [("李工", "cancelled")]
    assert diary(request=begun) == [("李工", "arrived")]


def test_a_visit_behind_the_wake_up_stays(worker, at):
    given = planned(worker, at, 24)
    suspend_request(HOUSE, given, reason="customer", until=later(at, hours=24), at=at)
    run_queued()
    assert diary() == [("李工", "planned")]


def test_a_request_that_woke_meanwhile_keeps_its_visit(worker, at):
    given = planned(worker, at, 24)
    suspend_request(HOUSE, given, reason="customer", until=later(at, hours=48), at=at)
    resume_request(HOUSE, given, at=later(at, hours=1))
    run_queued()
    assert diary() == [("李工", "planned")]


def test_an_appointment_after_the_required_date_moves_it_once_the_customer_confirms(worker, actor_of, at):
    given = planned(worker, at, 96)
    due_at, ends_at = given.required_at, later(at, hours=98)
    move_visit(actor_of("dispatcher"), Visit.objects.get(), verb="confirm", at=later(at, hours=1))
    held = ServiceRequest.objects.get()
    assert (held.required_at, held.rule_due_at, held.originally_required_at) == (ends_at, ends_at, due_at)
    fact = facts_of(held.ref).get(kind="request.date_moved")
    assert (fact.data["reason"], fact.actor_name) == ("customer", "appointments")


def test_an_appointment_moves_the_date_though_nobody_chooses_its_reason_any_more(worker, actor_of, at):
    change_pause_reason(actor_of("manager"), PauseReason.objects.get(pk="customer"), active=False, at=at)
    wish = request(at)
    agreed = Slot(later(wish.required_at, hours=1), later(wish.required_at, hours=2))
    assign_by_hand(HOUSE, wish, engineer=worker, slot=agreed, at=at)
    move_visit(actor_of("dispatcher"), Visit.objects.get(), verb="confirm", at=at)
    assert ServiceRequest.objects.get(pk=wish.pk).required_at == agreed.end_at


def test_an_appointment_before_the_required_date_moves_nothing(worker, at):
    given = planned(worker, at, 24)
    move_visit(HOUSE, Visit.objects.get(), verb="confirm", at=at)
    assert ServiceRequest.objects.get().required_at == given.required_at
    assert not facts_of(given.ref).filter(kind="request.date_moved").exists()


def test_a_visit_that_is_only_planned_moves_no_date(worker, at):
    given = planned(worker, at, 96)
    assert ServiceRequest.objects.get().required_at == given.required_at


@pytest.mark.parametrize(
    ("step", "state"), [("travelling", "travelling"), ("arrived", "arrived"), ("paused", "planned")]
)
def test_a_step_told_of_the_request_takes_its_visit_as_far(worker, actor_of, step, state, at):
    given = planned(worker, at)
    report_progress(actor_of("engineer"), given, step=step, at=later(at, hours=24))
    run_queued()
    assert diary() == [("李工", state)]


def test_whoever_has_arrived_keeps_the_visit_when_the_request_is_suspended(worker, actor_of, at):
    given = planned(worker, at)
    report_progress(actor_of("engineer"), given, step="arrived", at=later(at, hours=24))
    run_queued()
    suspend_request(HOUSE, given, reason="other", until=later(at, hours=48), at=later(at, hours=25))
    run_queued()
    assert diary() == [("李工", "arrived")]


def test_a_visit_begins_with_the_work_and_never_goes_back(worker, actor_of, at):
    given = planned(worker, at)
    start_request(actor_of("engineer"), given, at=later(at, hours=24))
    run_queued()
    report_progress(actor_of("engineer"), given, step="arrived", at=later(at, hours=25))
    run_queued()
    assert diary() == [("李工", "working")]


def test_the_clock_takes_nothing_away_while_the_visit_is_at_work(worker, actor_of, at):
    given = assign_by_hand(HOUSE, request(at, required_at=later(at, hours=4)), engineer=worker, slot=slot(at, 2), at=at)
    report_progress(actor_of("engineer"), given, step="arrived", at=later(at, hours=2))
    start_request(actor_of("engineer"), given, at=later(at, hours=2, minutes=1))
    run_queued()
    assert diary() == [("李工", "working")]
    assert not ServiceRequest.objects.filter(rule_due_at__lte=later(at, hours=4)).exists()


def test_a_step_of_the_one_before_does_not_move_the_next_ones_visit(worker, other, actor_of, at):
    given = planned(worker, at)
    report_progress(actor_of("engineer"), given, step="arrived", at=at)
    assign_by_hand(HOUSE, given, engineer=other, slot=slot(at, 30), at=later(at, hours=1))
    run_queued()
    assert diary() == [("李工", "cancelled"), ("赵强", "planned")]


def test_what_the_customer_rejects_was_a_visit_all_the_same(worker, actor_of, monkeypatch, at):
    monkeypatch.setattr(guards.before_handling, "vetoes", [])
    given = start_request(actor_of("engineer"), planned(worker, at), at=later(at, hours=24))
    handle_request(actor_of("engineer"), given, at=later(at, hours=26))
    reject_request(actor_of("callback"), given, reason="没修好", at=later(at, hours=27))
    run_queued()
    assert diary() == [("李工", "done")]


def test_a_slot_that_ends_before_it_begins_is_refused(worker, at):
    wish = request(at)
    with pytest.raises(SlotEndsEarly) as caught:
        assign_by_hand(HOUSE, wish, engineer=worker, slot=slot(at, 24, -2), at=at)
    said = (
        "The visit would end at 11 Mar 2026, 07:00, but begins at 11 Mar 2026, 09:00; "
        "choose an end behind its beginning."
    )
    assert (str(caught.value), caught.value.errors) == (said, {"visit.to": said})
    assert (diary(), ServiceRequest.objects.get().state) == ([], "pending")


@pytest.mark.parametrize("whom", ["assignee", "team"])
def test_nobody_but_an_engineer_gets_a_visit(user_of, whom, at):
    wish, desk = request(at), user_of("agent")
    gets = {"assignee": desk} if whom == "assignee" else {"team": team(at, desk)}
    with pytest.raises(VisitNeedsEngineer) as caught:
        assign_by_hand(HOUSE, wish, slot=slot(at, 24), at=at, **gets)
    assert str(caught.value) == "A visit is planned for an engineer; name the engineer, or leave the visit out."
    assert ServiceRequest.objects.get().state == "pending"


def test_a_request_goes_to_one_person_alone(worker, user_of, at):
    wish, desk = request(at), user_of("agent")
    with pytest.raises(OneHolder) as caught:
        assign_by_hand(HOUSE, wish, engineer=worker, assignee=desk, at=at)
    assert str(caught.value) == "Name either an engineer or a desk user, not both: a request is with one person."
    assert ServiceRequest.objects.get().state == "pending"


def test_visits_are_cleared_in_a_fixed_number_of_statements(worker, django_assert_num_queries, at):
    given = request(at)
    for _attempt in range(3):
        assign_request(HOUSE, ServiceRequest.objects.get(), engineer=worker, at=at)
        withdraw_request(HOUSE, given, reason="客户改期", at=at)
    with django_assert_num_queries(4):  # a savepoint and its release, the request, what is live
        assert clear_visits(HOUSE, given, at=at) == 0


def test_a_visit_that_would_begin_before_now_is_refused_and_nothing_changes(worker, at):
    given = request(at)
    with pytest.raises(SlotInThePast) as caught:
        assign_by_hand(HOUSE, given, engineer=worker, slot=slot(at, -1), at=at)
    assert caught.value.errors == {"visit.from": str(caught.value)}
    assert "which has passed; choose a beginning from now on." in str(caught.value)
    assert (diary(), ServiceRequest.objects.get().state) == ([], "pending")


def test_a_visit_may_begin_now(worker, at):
    planned(worker, at, begins=0)
    assert diary() == [("李工", "planned")]


def test_requests_come_in_the_order_of_their_live_visits_and_then_of_their_dates(worker, other, at):
    later_one, sooner = planned(worker, at, begins=30), planned(worker, at, begins=6)
    without = request(at, required_at=later(at, hours=1))
    gone = planned(other, at, begins=1)
    end_visits(HOUSE, gone, attempt=1, result="withdrawn", at=at)
    rows = in_the_order_of_visits(ServiceRequest.objects.all())
    assert [row.pk for row in rows] == [sooner.pk, later_one.pk, without.pk, gone.pk]
    assert (rows[0].visit_from, rows[0].visit_to) == (later(at, hours=6), later(at, hours=8))
    assert (rows[3].visit_from, live_visit(gone)) == (None, None)
    assert live_visit(sooner).planned_from == later(at, hours=6)
