"""Engineers who leave or are away: the dispatcher is asked for others, and nothing is taken away unasked."""

from datetime import timedelta

import pytest
from tests.locks import locks, tables
from tests.make import HOUSE, engineer, later, request

from aftercare.domains.accounts.models import Task
from aftercare.domains.contracts.models import Clock
from aftercare.domains.dispatch import jobs
from aftercare.domains.dispatch.actions import Slot, assign_by_hand
from aftercare.domains.requests.actions import (
    assign_request,
    cancel_request,
    leave_assigned,
    resume_request,
    start_request,
    suspend_request,
    withdraw_request,
)
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.workforce.actions import (
    cancel_absence,
    deactivate_engineer,
    reactivate_engineer,
    record_absence,
)
from aftercare.kit.jobs import run_queued

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(user_of, at):
    """李工, who can sign in."""
    return engineer(at, user=user_of("engineer"))


@pytest.fixture
def assigned(worker, at):
    """With 李工, due on Friday at nine, no visit planned."""
    return assign_request(HOUSE, request(at), engineer=worker, at=at)


def planned(worker, at, hours: float) -> ServiceRequest:
    """With 李工 and a visit of an hour that begins so many hours from now."""
    slot = Slot(later(at, hours=hours), later(at, hours=hours + 1))
    return assign_by_hand(HOUSE, request(at), engineer=worker, slot=slot, at=at)


def away(worker, at, begins: float, ends: float):
    """李工 is away from one hour to another."""
    absence = record_absence(HOUSE, worker, start_at=later(at, hours=begins), end_at=later(at, hours=ends), at=at)
    run_queued()
    return absence


def leaves(worker, at):
    deactivate_engineer(HOUSE, worker, at=later(at, hours=1))
    run_queued()


def asked() -> list[str]:
    """The numbers of the requests that wait for somebody else."""
    tasks = Task.objects.filter(kind="request.reassign", done_at=None, role_code="dispatcher").order_by("id")
    return [task.about_label for task in tasks]


def test_a_visit_in_the_absence_goes_to_the_dispatcher(worker, at):
    inside, before, behind = planned(worker, at, 30), planned(worker, at, 3), planned(worker, at, 60)
    away(worker, at, 24, 48)
    assert asked() == [inside.number]
    assert {each.engineer_id for each in ServiceRequest.objects.all()} == {worker.id}
    assert ServiceRequest.objects.filter(pk__in=[before.pk, behind.pk], state="assigned").count() == 2


def test_a_visit_that_only_touches_the_absence_stays(worker, at):
    planned(worker, at, 23)
    away(worker, at, 24, 48)
    assert asked() == []


def test_without_a_visit_the_required_date_decides(assigned, worker, at):
    assert assigned.required_at == later(at, hours=72)
    away(worker, at, 24, 72)
    assert asked() == []
    away(worker, at, 48, 73)
    assert asked() == [assigned.number]
    task = Task.objects.get(kind="request.reassign")
    assert (task.due_at, task.params["reason"], task.params["engineer_id"]) == (
        later(at, hours=72),
        "absent",
        str(worker.id),
    )


def test_work_that_has_begun_goes_on_in_an_absence(assigned, actor_of, worker, at):
    start_request(actor_of("engineer"), assigned, at=at)
    away(worker, at, 48, 96)
    assert asked() == []


def test_who_begins_after_all_needs_no_other(assigned, actor_of, worker, at):
    away(worker, at, 48, 96)
    start_request(actor_of("engineer"), assigned, at=later(at, hours=2))
    assert asked() == []


def test_two_absences_ask_once(assigned, worker, at):
    away(worker, at, 48, 96)
    away(worker, at, 47, 97)
    assert asked() == [assigned.number]


def test_of_two_absences_the_one_that_stays_asks_when_the_other_is_taken_back(assigned, worker, at):
    first, second = away(worker, at, 48, 96), away(worker, at, 47, 97)
    cancel_absence(HOUSE, first, at=later(at, hours=1))
    run_queued()
    (task,) = Task.objects.filter(kind="request.reassign", done_at=None)
    assert (task.about_label, task.params["cause"]) == (assigned.number, str(second.id))
    cancel_absence(HOUSE, second, at=later(at, hours=2))
    run_queued()
    assert asked() == []


def test_an_absence_taken_back_leaves_the_question_about_who_left(assigned, worker, at):
    absence = away(worker, at, 48, 96)
    leaves(worker, at)
    cancel_absence(HOUSE, absence, at=later(at, hours=2))
    run_queued()
    (task,) = Task.objects.filter(kind="request.reassign", done_at=None)
    assert (task.about_label, task.params["reason"]) == (assigned.number, "inactive")


def test_who_comes_back_and_will_be_away_is_asked_about_again(assigned, worker, at):
    leaves(worker, at)
    absence = away(worker, at, 48, 96)
    reactivate_engineer(HOUSE, worker, at=later(at, hours=2))
    run_queued()
    (task,) = Task.objects.filter(kind="request.reassign", done_at=None)
    assert (task.params["reason"], task.params["cause"]) == ("absent", str(absence.id))


def test_who_left_again_meanwhile_stays_asked_about(assigned, worker, at):
    leaves(worker, at)
    reactivate_engineer(HOUSE, worker, at=later(at, hours=1))
    leaves(worker, at)
    assert asked() == [assigned.number]


def test_an_absence_taken_back_takes_the_question_back(assigned, worker, at):
    absence = away(worker, at, 48, 96)
    cancel_absence(HOUSE, absence, at=later(at, hours=1))
    run_queued()
    assert asked() == []
    away(worker, at, 48, 96)
    assert asked() == [assigned.number]


def test_an_absence_taken_back_before_anybody_was_asked_asks_nobody(assigned, worker, at):
    span = {"start_at": later(at, hours=48), "end_at": later(at, hours=96)}
    cancel_absence(HOUSE, record_absence(HOUSE, worker, **span, at=at), at=at)
    run_queued()
    assert Task.objects.filter(kind="request.reassign").count() == 0


def test_who_leaves_leaves_everything_to_the_dispatcher(assigned, actor_of, worker, at):
    begun = assign_request(HOUSE, request(at), engineer=worker, at=at)
    start_request(actor_of("engineer"), begun, at=at)
    leaves(worker, at)
    assert asked() == [assigned.number, begun.number]
    kept = ServiceRequest.objects.order_by("number").values_list("state", "engineer")
    assert list(kept) == [("assigned", worker.id), ("in_progress", worker.id)]


def test_who_comes_back_keeps_what_nobody_took(assigned, worker, at):
    leaves(worker, at)
    reactivate_engineer(HOUSE, worker, at=later(at, hours=2))
    run_queued()
    assert asked() == []


def test_giving_it_to_another_answers(assigned, actor_of, worker, at):
    leaves(worker, at)
    other = engineer(at, name="赵工", code="E2")
    assign_request(actor_of("dispatcher"), assigned, engineer=other, at=later(at, hours=2))
    assert asked() == []


def test_taking_it_back_answers(assigned, actor_of, worker, at):
    start_request(actor_of("engineer"), assigned, at=at)
    leaves(worker, at)
    withdraw_request(actor_of("dispatcher"), assigned, reason="离职", at=later(at, hours=2))
    assert asked() == []


def test_what_waits_for_something_waits_for_another_too(assigned, actor_of, worker, at):
    away(worker, at, 48, 96)
    suspend_request(actor_of("dispatcher"), assigned, reason="parts", until=later(at, hours=5), at=at)
    assert asked() == [assigned.number]


def test_a_wish_that_is_gone_needs_nobody(assigned, actor_of, worker, at):
    leaves(worker, at)
    cancel_request(actor_of("agent"), assigned, reason="不修了", at=later(at, hours=2))
    assert asked() == []


def test_whoever_was_passed_over_is_not_asked_about(assigned, worker, at):
    other = engineer(at, name="赵工", code="E2")
    deactivate_engineer(HOUSE, worker, at=at)
    assign_request(HOUSE, assigned, engineer=other, at=at)
    run_queued()
    assert Task.objects.filter(kind="request.reassign").count() == 0


def test_nobody_fits_is_answered_by_any_assignment(worker, monkeypatch, at):
    from aftercare.domains.requests.models import RequestKind

    monkeypatch.setattr(jobs, "now", lambda: at)
    RequestKind.objects.filter(pk="repair").update(auto_assign=True)
    worker.active = False
    worker.save()
    wish = request(at)
    run_queued()
    asked = Task.objects.get(kind="dispatch.nobody_fits")
    assert (asked.done_at, asked.params["reason"]) == (None, {"code": "no_engineers", "params": {}})
    worker.active = True
    worker.save()
    assign_request(HOUSE, wish, engineer=worker, at=at + timedelta(hours=1))
    assert Task.objects.get(kind="dispatch.nobody_fits").done_at == later(at, hours=1)


def test_nobody_is_asked_about_what_a_person_assigned_while_the_rules_still_looked(worker, monkeypatch, at):
    from aftercare.domains.dispatch.errors import NobodyFits
    from aftercare.domains.dispatch.words import Reason
    from aftercare.domains.requests.models import RequestKind

    def look(actor, wish, *, at):
        assign_request(HOUSE, wish, engineer=worker, at=at)
        raise NobodyFits(reason=Reason("no_engineers", {}))

    monkeypatch.setattr(jobs, "auto_assign", look)
    monkeypatch.setattr(jobs, "now", lambda: at)
    RequestKind.objects.filter(pk="repair").update(auto_assign=True)
    request(at)
    run_queued()
    assert ServiceRequest.objects.get().state == "assigned"
    assert Task.objects.filter(kind="dispatch.nobody_fits").count() == 0


def test_who_comes_back_locks_the_requests_before_what_was_asked_about_them(worker, at):
    for _each in range(2):
        assign_request(HOUSE, request(at), engineer=worker, at=at)
    absence = away(worker, at, 1, 200)
    with locks() as taken:
        leave_assigned(HOUSE, cause=absence.id, at=later(at, hours=1))
    assert tables(taken) == ["requests_servicerequest", "accounts_task"]
    assert len([table for table, _params in taken if table == "requests_servicerequest"]) == 1
    assert asked() == []


def test_who_is_assigned_at_entry_is_assigned_when_the_house_comes_to_it(worker, monkeypatch, at):
    from aftercare.domains.requests.models import RequestKind

    RequestKind.objects.filter(pk="repair").update(auto_assign=True)
    wish = request(at)
    monkeypatch.setattr(jobs, "now", lambda: later(at, hours=6))
    run_queued()
    assert ServiceRequest.objects.get().engineer_id == worker.id
    promise = Clock.objects.get(subject_id=wish.id, kind="assignment")
    assert (promise.standing, promise.stopped_at) == ("met", later(at, hours=6))


def test_what_waited_while_its_engineer_took_leave_goes_to_the_dispatcher_when_it_wakes(assigned, worker, at):
    suspend_request(HOUSE, assigned, reason="parts", until=later(at, hours=5), at=later(at, hours=1))
    away(worker, at, 2, 240)
    assert asked() == []
    resume_request(HOUSE, assigned, at=later(at, hours=5))
    run_queued()
    assert asked() == [assigned.number]
