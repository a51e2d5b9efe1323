"""Whoever did the work neither closes it by a decision nor accepts its hours, whatever their rights."""

import pytest
from tests.make import later, request

from aftercare.domains.fieldwork.actions import handle_visit, sign_off_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.requests.actions import (
    assign_request,
    conclude_request,
    confirm_request,
    note_unreachable,
    start_request,
)
from aftercare.domains.requests.errors import SolverCallsBack, SolverDecides
from aftercare.domains.requests.models import ServiceRequest

pytestmark = pytest.mark.django_db
SENTENCE = "You handled this request yourself; another service manager, or the administrator, decides on it."


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


def test_whoever_solved_it_does_not_use_up_the_tries_of_the_call_back(own_work, managers, at):
    with pytest.raises(SolverCallsBack) as refused:
        note_unreachable(managers[0], own_work, at=later(at, hours=2))
    assert str(refused.value) == "You handled this request yourself; somebody else has to call the customer back."
    assert ServiceRequest.objects.get().unreachable_tries == 0
