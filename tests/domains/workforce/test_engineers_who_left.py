"""Who leaves the house is sent nowhere any more."""

import pytest
from tests.make import HOUSE, request

from aftercare.domains.accounts.actions import deactivate_user, reactivate_user
from aftercare.domains.accounts.models import Task
from aftercare.domains.requests.actions import assign_request
from aftercare.kit.jobs import run_queued

pytestmark = pytest.mark.django_db


def test_an_engineer_whose_account_is_closed_is_sent_nowhere_until_somebody_says_so(actor_of, user_of, engineer, at):
    user = user_of("engineer")
    theirs, other = engineer("王强", user=user), engineer("李伟")
    deactivate_user(actor_of("administrator"), user, at=at, reason="Left.")
    run_queued()
    theirs.refresh_from_db()
    other.refresh_from_db()
    assert (theirs.active, other.active) == (False, True)
    reactivate_user(actor_of("administrator"), user, at=at)
    run_queued()
    theirs.refresh_from_db()
    assert theirs.active is False


def test_what_an_engineer_has_is_asked_about_once_though_the_account_comes_back(actor_of, user_of, engineer, at):
    user, administrator = user_of("engineer"), actor_of("administrator")
    given = assign_request(HOUSE, request(at), engineer=engineer("王强", user=user), at=at)
    deactivate_user(administrator, user, at=at, reason="Left.")
    run_queued()
    (task,) = Task.objects.filter(about_id=given.id, done_at=None)
    assert (task.kind, task.params["cause"]) == ("request.reassign", str(given.engineer_id))
    reactivate_user(administrator, user, at=at)
    run_queued()
    task.refresh_from_db()
    assert task.done_at is None


def test_an_account_that_is_open_again_when_the_house_comes_to_it_sends_nobody_away(actor_of, user_of, engineer, at):
    user, administrator = user_of("engineer"), actor_of("administrator")
    theirs = engineer("王强", user=user)
    deactivate_user(administrator, user, at=at, reason="Left.")
    reactivate_user(administrator, user, at=at)
    run_queued()
    theirs.refresh_from_db()
    assert theirs.active is True


def test_a_colleague_who_left_again_meanwhile_stays_asked_about(actor_of, user_of, at):
    user, administrator = user_of("agent"), actor_of("administrator")
    given = assign_request(HOUSE, request(at), assignee=user, at=at)
    deactivate_user(administrator, user, at=at, reason="Left.")
    run_queued()
    reactivate_user(administrator, user, at=at)
    deactivate_user(administrator, user, at=at, reason="Left.")
    run_queued()
    assert Task.objects.filter(about_id=given.id, done_at=None).count() == 1
