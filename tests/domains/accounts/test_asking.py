"""A role is asked for, and given by whoever may give it: never by who asks, never wider, never longer."""

import pytest
from tests.make import HOUSE, later

from aftercare.domains.accounts.actions import (
    approve_permission,
    ask_permission,
    create_unit,
    create_user,
    decline_permission,
    do_task,
    give_grant,
    withdraw_permission,
)
from aftercare.domains.accounts.errors import AlreadyAsked, AlreadyHeld, AlreadyOver, DecidedNotDone, UnitGone
from aftercare.domains.accounts.models import Grant, PermissionRequest, Task
from aftercare.domains.accounts.policies import may_decide_permission, visible_permission_requests, visible_tasks
from aftercare.domains.accounts.queries import actor_for
from aftercare.kit.errors import Invalid, NotAllowed, WrongState
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(actor_of):
    return actor_of("administrator")


@pytest.fixture
def agent(user_of):
    return user_of("agent")


@pytest.fixture
def asked(agent, actor_of, at):
    """The agent asks to be a manager for a week."""
    until = later(at, days=7)
    return ask_permission(actor_of("agent"), agent, role="manager", reason="代班一周", until=until, at=at)


def kinds(asked: PermissionRequest) -> list[str]:
    return list(LedgerEntry.objects.filter(subject_id=asked.id).order_by("id").values_list("kind", flat=True))


def test_an_approved_wish_is_a_grant_with_its_end_in_the_same_step(asked, agent, chief, at):
    done = approve_permission(chief, asked, answer="好", at=later(at, hours=1))
    grant = Grant.objects.get(user=agent, role__code="manager")
    assert (done.state, done.decided_by_id, done.answer, done.grant_id) == ("approved", chief.id, "好", grant.id)
    assert (grant.scope, grant.expires_at) == ("all", later(at, days=7))
    assert kinds(asked) == ["permission_request.asked", "permission_request.decided"]
    for days, held in ((6, True), (7, False)):
        assert ("manager" in actor_for(agent, via="test", at=later(at, days=days)).roles) is held


def test_it_waits_in_the_work_list_of_those_who_may_give_the_role(asked, chief, actor_of, at):
    task = Task.objects.get(about_id=asked.id)
    assert (task.role_code, task.kind, task.done_at) == ("administrator", "permission_request.asked", None)
    assert (list(visible_tasks(chief)), list(visible_tasks(actor_of("manager")))) == ([task], [])
    with pytest.raises(DecidedNotDone):
        do_task(chief, task, at=at)
    approve_permission(chief, asked, at=at)
    task.refresh_from_db()
    assert (task.done_at, task.done_by) == (at, chief.id)


def test_nobody_decides_what_they_ask_for_themselves(company, chief, at):
    asked = ask_permission(chief, company[1], role="engineer", reason="试用", at=at)
    with pytest.raises(NotAllowed) as refused:
        approve_permission(chief, asked, at=at)
    assert str(refused.value) == (
        "Nobody decides what they ask for themselves; wait for somebody who may give this role."
    )
    asked.refresh_from_db()
    assert (asked.state, Grant.objects.filter(role__code="engineer").count()) == ("asked", 0)


def test_who_may_not_give_the_role_neither_approves_nor_declines(asked, actor_of, at):
    manager = actor_of("manager")
    for decide in (approve_permission, decline_permission):
        with pytest.raises(NotAllowed):
            decide(manager, asked, answer="no", at=at)
    asked.refresh_from_db()
    assert (asked.state, list(visible_permission_requests(manager))) == ("asked", [])


def test_a_regional_administrator_decides_for_people_and_places_of_the_region(company, at):
    east = create_unit(HOUSE, code="east", name="华东", parent=company[1].unit, at=at)
    head = create_user(HOUSE, email="east@example.com", name="东", unit=east, at=at)
    give_grant(HOUSE, head, role="administrator", node=east, at=at)
    clerk = create_user(HOUSE, email="clerk@example.com", name="文员", unit=east, at=at)
    regional = actor_for(head, via="test", at=at)
    near = ask_permission(HOUSE, clerk, role="agent", node=east, reason="r", at=at)
    wide = ask_permission(HOUSE, clerk, role="agent", reason="r", at=at)
    assert set(visible_permission_requests(regional)) == {near, wide}
    assert may_decide_permission(regional, wide) is not True
    assert approve_permission(regional, near, at=at).grant.node == east


def test_a_decline_says_why(asked, chief, agent, at):
    with pytest.raises(Invalid) as refused:
        decline_permission(chief, asked, answer=" ", at=at)
    assert str(refused.value) == "Say why not; who asked reads only these words."
    done = decline_permission(chief, asked, answer="先由王经理代", at=at)
    assert (done.state, done.grant, done.answer) == ("declined", None, "先由王经理代")
    assert not Grant.objects.filter(user=agent, role__code="manager").exists()


def test_what_is_decided_or_withdrawn_is_over(asked, chief, actor_of, at):
    withdraw_permission(actor_of("agent"), asked, at=at)
    assert Task.objects.get(about_id=asked.id).done_at == at
    with pytest.raises(WrongState) as refused:
        approve_permission(chief, asked, at=at)
    assert str(refused.value) == (
        "Cannot approve a permission request that is withdrawn; it must be waiting for a decision."
    )
    assert kinds(asked) == ["permission_request.asked", "permission_request.withdrawn"]


def test_only_the_person_asks_and_withdraws(asked, chief, agent, at):
    for call in (
        lambda: ask_permission(chief, agent, role="analyst", reason="r", at=at),
        lambda: withdraw_permission(chief, asked, at=at),
    ):
        with pytest.raises(NotAllowed) as refused:
            call()
        assert str(refused.value) == "A role is asked for, and the wish withdrawn, by the person who needs it."
    assert PermissionRequest.objects.get().state == "asked"


def test_a_wish_needs_a_reason_an_end_to_come_and_has_not_been_said_yet(asked, agent, actor_of, company, at):
    actor, gone = actor_of("agent"), create_unit(HOUSE, code="x", name="旧", parent=company[1].unit, at=at)
    type(gone).objects.filter(pk=gone.pk).update(active=False)
    gone.refresh_from_db()
    for refusal, values in (
        (Invalid, {"role": "analyst", "reason": "  "}),
        (AlreadyOver, {"role": "analyst", "reason": "r", "until": at}),
        (AlreadyAsked, {"role": "manager", "reason": "r"}),
        (AlreadyHeld, {"role": "agent", "reason": "r"}),
        (UnitGone, {"role": "analyst", "reason": "r", "node": gone}),
    ):
        with pytest.raises(refusal):
            ask_permission(actor, agent, at=at, **values)
    assert PermissionRequest.objects.count() == 1


def test_whoever_decides_may_give_it_for_a_shorter_time(asked, chief, at):
    done = approve_permission(chief, asked, until=later(at, days=2), at=at)
    assert done.grant.expires_at == later(at, days=2)


def test_a_wish_whose_end_has_passed_is_not_approved(asked, chief, at):
    with pytest.raises(AlreadyOver):
        approve_permission(chief, asked, at=later(at, days=8))
    asked.refresh_from_db()
    assert (asked.state, asked.grant) == ("asked", None)
