"""Work given to a team is the work of each of its members, and of nobody else."""

import pytest
from tests.make import request, team

from aftercare.domains.requests.actions import (
    assign_request,
    fail_request,
    handle_request,
    note_request,
    report_progress,
    start_request,
    suspend_request,
)
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import visible_to
from aftercare.domains.requests.queries import available_actions, listed, with_actor
from aftercare.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(pending, user_of, actor_of, at):
    """With the team of the engineer and a desk agent."""
    given = team(at, user_of("engineer"), user_of("agent", name="desk"))
    return assign_request(actor_of("dispatcher"), pending, team=given, at=at)


def test_a_member_sees_and_lists_what_the_team_has(actor_of, shared, at):
    member, other = actor_of("engineer"), actor_of("engineer", name="other")
    request(at)
    assert list(visible_to(member)) == [shared]
    assert list(listed(member).filter(with_actor(member))) == [shared]
    assert list(visible_to(other)) == []


def test_a_member_takes_it_from_the_start_to_the_result(actor_of, user_of, shared, at):
    member = actor_of("engineer")
    assert available_actions(member, shared) == ["start", "decline"]
    note_request(member, shared, text="先去看看", at=at)
    started = start_request(member, shared, at=at)
    report_progress(member, started, step="arrived", at=at)
    done = handle_request(actor_of("agent", name="desk"), started, at=at)
    assert (done.state, done.handled_by, done.team_id) == ("handled", user_of("desk").id, shared.team_id)


def test_the_teams_work_is_not_suspended_by_a_member_of_the_field(actor_of, shared, at):
    from datetime import timedelta

    with pytest.raises(NotAllowed):
        suspend_request(actor_of("engineer"), shared, reason="customer", until=at + timedelta(hours=4), at=at)
    assert ServiceRequest.objects.get().state == "assigned"


def test_who_is_not_in_the_team_does_not_report_for_it(actor_of, shared, at):
    with pytest.raises(NotAllowed) as caught:
        start_request(actor_of("engineer", name="other"), shared, at=at)
    assert str(caught.value) == "This request is with somebody else; only they, or the service manager, report on it."
    with pytest.raises(NotAllowed):
        fail_request(actor_of("agent"), start_request(actor_of("engineer"), shared, at=at), outcome="unsolved", at=at)
    assert ServiceRequest.objects.get().state == "in_progress"


def test_what_one_of_the_team_was_given_is_nobody_elses_list(actor_of, user_of, worker, shared, at):
    assign_request(actor_of("dispatcher"), shared, engineer=worker, team=shared.team, at=at)
    desk, worker_ = actor_of("agent", name="desk"), actor_of("engineer")
    assert list(listed(desk).filter(with_actor(desk))) == []
    assert list(listed(worker_).filter(with_actor(worker_))) == [shared]
