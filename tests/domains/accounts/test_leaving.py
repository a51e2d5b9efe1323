"""Who leaves is out at once and for good: sessions, tokens, and what was theirs to do."""

import pytest
from django.test import Client
from tests.make import HOUSE, later, request

from aftercare.domains.accounts.actions import create_token, create_unit, deactivate_user, give_grant, reactivate_user
from aftercare.domains.accounts.errors import LastAdministrator, UserActive, UserInactive
from aftercare.domains.accounts.models import Task, User
from aftercare.domains.accounts.queries import token_for
from aftercare.domains.requests.actions import assign_request
from aftercare.kit.errors import NotAllowed
from aftercare.kit.jobs import run_queued
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent(user_of) -> User:
    return user_of("agent")


def told() -> list[str]:
    return list(LedgerEntry.objects.filter(kind__in=KINDS).order_by("id").values_list("kind", flat=True))


KINDS = ("user.deactivated", "user.reactivated", "user.token_revoked")


def test_sessions_and_tokens_end_and_do_not_come_back(agent, actor_of, at):
    browser = Client()
    browser.force_login(agent, backend="allauth.account.auth_backends.AuthenticationBackend")
    secret = create_token(HOUSE, agent, name="ERP", scopes=["all"], expires_at=later(at, days=9), at=at)[1]
    assert (browser.get("/").status_code, token_for(secret, at=at).user) == (200, agent)
    deactivate_user(actor_of("administrator"), agent, reason="离职", at=at)
    assert (browser.get("/").status_code, token_for(secret, at=at)) == (302, None)
    assert reactivate_user(actor_of("administrator"), agent, at=at).is_active
    assert (browser.get("/").status_code, token_for(secret, at=at)) == (302, None)
    assert told() == ["user.deactivated", "user.token_revoked", "user.reactivated"]


def test_nobody_leaves_or_comes_back_twice(agent, at):
    with pytest.raises(UserActive):
        reactivate_user(HOUSE, agent, at=at)
    deactivate_user(HOUSE, agent, at=at)
    with pytest.raises(UserInactive) as refused:
        deactivate_user(HOUSE, agent, at=at)
    assert str(refused.value) == "agent was deactivated already; reactivate the user to let this person in again."
    assert told() == ["user.deactivated"]


def test_the_last_administrator_does_not_leave(company, user_of, actor_of, at):
    with pytest.raises(LastAdministrator):
        deactivate_user(actor_of("administrator"), company[1], at=at)
    assert User.objects.get(pk=company[1].pk).is_active
    give_grant(HOUSE, user_of("stranger"), role="administrator", at=at)
    assert not deactivate_user(actor_of("administrator"), company[1], at=at).is_active


def test_a_regional_administrator_sends_nobody_away_whose_role_reaches_further(agent, company, actor_of, user_of, at):
    east = create_unit(HOUSE, code="east", name="华东", parent=company[1].unit, at=at)
    User.objects.update(unit=east)
    regional = actor_of("administrator", node=east, name="regional")
    agent.refresh_from_db()
    with pytest.raises(NotAllowed):
        deactivate_user(regional, agent, at=at)
    clerk = user_of("agent", node=east, name="clerk")
    User.objects.filter(pk=clerk.pk).update(unit=east)
    clerk.refresh_from_db()
    assert not deactivate_user(regional, clerk, at=at).is_active
    assert User.objects.get(pk=agent.pk).is_active


def test_what_somebody_of_the_desk_has_to_do_goes_to_the_dispatcher_until_they_are_back(agent, at):
    wanted = assign_request(HOUSE, request(at), assignee=agent, at=at)
    deactivate_user(HOUSE, agent, at=later(at, hours=1))
    run_queued()
    (task,) = Task.objects.filter(kind="request.reassign", done_at=None)
    assert (task.role_code, task.about_id, task.params["reason"]) == ("dispatcher", wanted.id, "inactive")
    reactivate_user(HOUSE, agent, at=later(at, hours=2))
    run_queued()
    assert not Task.objects.filter(kind="request.reassign", done_at=None).exists()


def test_the_entry_goes_when_somebody_else_has_the_request(agent, user_of, at):
    wanted = assign_request(HOUSE, request(at), assignee=agent, at=at)
    deactivate_user(HOUSE, agent, at=at)
    run_queued()
    assign_request(HOUSE, wanted, assignee=user_of("agent", name="colleague"), at=later(at, hours=1))
    assert Task.objects.get(kind="request.reassign").done_at == later(at, hours=1)
