"""Whoever did the work neither closes it by a decision nor accepts its hours, whatever their rights."""

import pytest
from tests.make import HOUSE, later, request, team

from aftercare.domains.feedback.actions import open_call_back
from aftercare.domains.feedback.queries import call_back_list
from aftercare.domains.fieldwork.actions import fail_visit, handle_visit, sign_off_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.requests.actions import (
    assign_request,
    conclude_request,
    confirm_request,
    fail_request,
    note_unreachable,
    reject_request,
    reopen_request,
    start_request,
    withdraw_request,
)
from aftercare.domains.requests.errors import SolverCallsBack, SolverDecides
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import available_actions
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db
SENTENCE = "You worked on this request yourself; another service manager, or the administrator, decides on it."


@pytest.fixture
def managers(user_of, actor_of):
    return actor_of("manager"), user_of("manager")


@pytest.fixture
def own_work(managers, at) -> ServiceRequest:
    """Handled by the service manager's own hands."""
    manager, person = managers
    asked = request(at)
    assign_request(manager, asked, assignee=person, at=at)
    start_request(manager, asked, at=at)
    handle_visit(manager, asked, record=RecordDraft(work_done="换保险丝", labour_minutes=30), at=later(at, hours=1))
    return ServiceRequest.objects.get()


def test_a_manager_may_not_conclude_what_the_same_manager_handled(own_work, managers, at):
    with pytest.raises(SolverDecides) as refused:
        conclude_request(managers[0], own_work, decision="goodwill", reason="ok", at=later(at, hours=2))
    assert str(refused.value) == SENTENCE
    assert ServiceRequest.objects.get().state == "handled"


def test_a_manager_may_not_accept_their_own_hours(own_work, managers, actor_of, at):
    confirm_request(actor_of("callback"), own_work, satisfaction=5, at=later(at, hours=2))
    with pytest.raises(SolverDecides):
        sign_off_visit(managers[0], own_work, accepted=True, at=later(at, hours=3))
    assert ServiceRequest.objects.get().signed_off_at is None


def test_another_one_decides(own_work, actor_of, at):
    conclude_request(actor_of("administrator"), own_work, decision="goodwill", reason="ok", at=later(at, hours=2))
    assert ServiceRequest.objects.get().state == "closed"


def tried_by(worker, asked: ServiceRequest, at, **given) -> ServiceRequest:
    """Assigned to an engineer, a desk user or a team, and begun."""
    assign_request(HOUSE, asked, at=at, **given)
    return start_request(worker, asked, at=at)


RECORD = RecordDraft(work_done="换保险丝", labour_minutes=30)


def test_what_a_manager_tried_twice_in_vain_is_concluded_by_another(own_work, managers, actor_of, at):
    manager, person = managers
    reject_request(actor_of("callback"), own_work, reason="又停了", at=later(at, hours=2))
    tried_by(manager, own_work, later(at, hours=3), assignee=person)
    handle_visit(manager, own_work, record=RECORD, at=later(at, hours=4))
    reject_request(actor_of("callback"), own_work, reason="还是停", at=later(at, hours=5))
    locked = ServiceRequest.objects.get()
    assert (locked.state, locked.handled_by) == ("locked", None)
    assert available_actions(manager, locked) == ["unlock"]
    with pytest.raises(SolverDecides) as refused:
        conclude_request(manager, locked, decision="goodwill", reason="ok", at=later(at, hours=6))
    assert str(refused.value) == SENTENCE
    closed = conclude_request(
        actor_of("administrator"), locked, decision="goodwill", reason="ok", at=later(at, hours=6)
    )
    with pytest.raises(SolverDecides):
        sign_off_visit(manager, closed, accepted=True, at=later(at, hours=7))
    assert ServiceRequest.objects.get().signed_off_at is None


def test_a_failed_try_without_a_record_counts_too(managers, actor_of, user_of, at):
    manager, person = managers
    asked = tried_by(manager, request(at), at, assignee=person)
    fail_request(manager, asked, outcome="unsolved", at=later(at, hours=1))
    tried_by(actor_of("engineer"), asked, later(at, hours=2), assignee=user_of("engineer"))
    handle_visit(actor_of("engineer"), asked, record=RECORD, at=later(at, hours=3))
    confirm_request(actor_of("callback"), asked, satisfaction=5, at=later(at, hours=4))
    assert "sign_off" not in available_actions(manager, ServiceRequest.objects.get())


def test_what_was_only_given_and_taken_back_is_no_work(managers, actor_of, user_of, at):
    manager, person = managers
    asked = assign_request(HOUSE, request(at), assignee=person, at=at)
    withdraw_request(HOUSE, asked, reason="?", at=later(at, hours=1))
    tried_by(actor_of("engineer"), asked, later(at, hours=2), assignee=user_of("engineer"))
    handle_visit(actor_of("engineer"), asked, record=RECORD, at=later(at, hours=3))
    confirm_request(actor_of("callback"), asked, satisfaction=5, at=later(at, hours=4))
    sign_off_visit(manager, asked, accepted=True, at=later(at, hours=5))
    assert ServiceRequest.objects.get().signed_off_at == later(at, hours=5)


def test_hours_of_an_earlier_series_are_accepted_by_another(own_work, managers, actor_of, user_of, at):
    confirm_request(actor_of("callback"), own_work, satisfaction=5, at=later(at, hours=2))
    reopen_request(actor_of("manager"), own_work, reason="又坏了", at=later(at, hours=3))
    tried_by(actor_of("engineer"), own_work, later(at, hours=4), assignee=user_of("engineer"))
    handle_visit(actor_of("engineer"), own_work, record=RECORD, at=later(at, hours=5))
    confirm_request(actor_of("callback"), own_work, satisfaction=5, at=later(at, hours=6))
    assert "sign_off" not in available_actions(managers[0], ServiceRequest.objects.get())
    with pytest.raises(SolverDecides):
        sign_off_visit(managers[0], own_work, accepted=True, at=later(at, hours=7))
    assert ServiceRequest.objects.get().signed_off_at is None
    sign_off_visit(actor_of("administrator"), own_work, accepted=True, at=later(at, hours=7))
    assert ServiceRequest.objects.get().signed_off_at == later(at, hours=7)


def test_what_a_manager_wrote_for_a_team_is_their_own_and_what_they_wrote_on_behalf_is_not(
    managers, actor_of, user_of, at
):
    manager, person = managers
    shared = team(at, person)
    for given, offered in (({"team": shared}, False), ({"assignee": user_of("engineer")}, True)):
        asked = tried_by(manager, request(at), at, **given)
        fail_visit(manager, asked, outcome="unsolved", record=RECORD, at=later(at, hours=1))
        tried_by(actor_of("engineer"), asked, later(at, hours=2), assignee=user_of("engineer"))
        handle_visit(actor_of("engineer"), asked, record=RECORD, at=later(at, hours=3))
        closed = confirm_request(actor_of("callback"), asked, satisfaction=5, at=later(at, hours=4))
        assert ("sign_off" in available_actions(manager, closed)) is offered


@pytest.fixture
def in_a_team(managers, actor_of, at):
    """(team, manager): the service manager belongs to the team, whatever the role reaches."""
    shared = team(at, managers[1])
    return shared, actor_of("manager")


def test_a_manager_calls_nobody_back_about_what_they_handled_for_their_team(in_a_team, at):
    shared, manager = in_a_team
    begun = tried_by(manager, request(at), at, team=shared)
    done = handle_visit(manager, begun, record=RECORD, at=later(at, hours=1))
    assert (done.handled_by, facts_of(done.ref).get(verb="handle").on_behalf) == (manager.id, "")
    assert "confirm" not in available_actions(manager, done)
    with pytest.raises(SolverCallsBack):
        confirm_request(manager, done, satisfaction=5, at=later(at, hours=2))
    assert ServiceRequest.objects.get().state == "handled"


def test_a_manager_does_not_conclude_what_they_tried_in_vain_for_their_team(in_a_team, actor_of, at):
    shared, manager = in_a_team
    asked = request(at)
    for hours in (1, 2):
        tried_by(manager, asked, later(at, hours=hours), team=shared)
        fail_request(manager, asked, outcome="unsolved", at=later(at, hours=hours))
    with pytest.raises(SolverDecides) as refused:
        conclude_request(manager, asked, decision="goodwill", reason="ok", at=later(at, hours=3))
    assert str(refused.value) == SENTENCE
    assert ServiceRequest.objects.get().state == "locked"
    conclude_request(actor_of("administrator"), asked, decision="goodwill", reason="ok", at=later(at, hours=3))


def test_who_reports_for_a_team_without_being_of_it_is_the_solver(managers, user_of, at):
    begun = tried_by(managers[0], request(at), at, team=team(at, user_of("engineer")))
    done = handle_visit(managers[0], begun, record=RECORD, at=later(at, hours=1))
    assert (done.handled_by, facts_of(done.ref).get(verb="handle").on_behalf) == (managers[1].id, "engineer")


def test_whoever_solved_it_does_not_use_up_the_tries_of_the_call_back(own_work, managers, at):
    with pytest.raises(SolverCallsBack) as refused:
        note_unreachable(managers[0], own_work, at=later(at, hours=2))
    assert str(refused.value) == "You handled this request yourself; somebody else has to call the customer back."
    assert ServiceRequest.objects.get().unreachable_tries == 0


def test_who_had_it_does_not_call_back_though_one_of_the_team_reported(managers, actor_of, user_of, at):
    manager, person = managers
    begun = tried_by(manager, request(at), at, assignee=person, team=team(at, person, user_of("engineer")))
    done = handle_visit(actor_of("engineer"), begun, record=RECORD, at=later(at, hours=1))
    assert done.handled_by == user_of("engineer").id
    open_call_back(HOUSE, done, attempt=1, at=later(at, hours=1))
    assert not call_back_list(manager, later(at, hours=2)).exists()
    with pytest.raises(SolverCallsBack):
        confirm_request(manager, done, satisfaction=5, at=later(at, hours=2))
    assert ServiceRequest.objects.get().state == "handled"
    assert confirm_request(actor_of("callback"), done, satisfaction=5, at=later(at, hours=2)).state == "closed"
