"""What was agreed to follow up stands in the work list of whoever spoke, on its day."""

from datetime import timedelta

import pytest
from tests import make

from aftercare.domains.accounts.actions import do_task
from aftercare.domains.accounts.models import Task
from aftercare.domains.accounts.policies import visible_tasks
from aftercare.domains.customers.actions import ask_follow_ups, record_communication
from aftercare.kit.actor import system

pytestmark = pytest.mark.django_db
WATCH = system("follow-ups")


@pytest.fixture
def served(at, company):
    return make.customer(at)


def spoken(actor, served, at, when):
    return record_communication(
        actor, served, channel="phone", direction="out", text="Thinks it over.", follow_up_at=when, at=at
    )


def test_a_follow_up_is_asked_on_its_day_of_whoever_spoke_and_done_there(actor_of, served, at):
    agent = actor_of("agent")
    spoken(agent, served, at, at + timedelta(days=3, hours=6))
    assert ask_follow_ups(WATCH, at=at + timedelta(days=2)) == 0
    morning = at + timedelta(days=3) - timedelta(hours=8)
    assert (ask_follow_ups(WATCH, at=morning), ask_follow_ups(WATCH, at=morning)) == (1, 0)
    task = visible_tasks(agent).get(kind="customer.follow_up")
    assert (task.person_id, task.due_at) == (agent.id, at + timedelta(days=3, hours=6))
    assert (task.about_kind, task.about_id, task.about_label) == ("customer", served.id, "王芳")
    do_task(agent, task, at=morning)
    assert not visible_tasks(agent).filter(done_at=None).exists()
    assert ask_follow_ups(WATCH, at=morning + timedelta(days=1)) == 0


def test_what_the_house_wrote_itself_is_followed_up_by_the_desk(served, at):
    spoken(make.HOUSE, served, at, at + timedelta(hours=1))
    assert ask_follow_ups(WATCH, at=at) == 1
    task = Task.objects.get(kind="customer.follow_up")
    assert (task.person_id, task.role_code) == (None, "agent")
