"""Customers go to another colleague: by a manager's hand, and when somebody leaves."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import make
from tests.domains.outreach.shop import sleeper, suggestion
from tests.make import HOUSE
from tests.reacting import run_reactions

from aftercare.domains.accounts.actions import create_unit, deactivate_user, reactivate_user
from aftercare.domains.accounts.models import Task
from aftercare.domains.accounts.queries import root_unit
from aftercare.domains.outreach.actions import (
    approach_customer,
    ask_who_takes_over,
    hand_over_approach,
    keep_with_whoever_is_back,
    record_result,
    take_chunk,
    take_list,
)
from aftercare.domains.outreach.errors import AlreadySettled, OutOfReach, OwnerMayNotOffer
from aftercare.domains.outreach.models import Approach
from aftercare.domains.outreach.policies import MAKE, MANAGE
from aftercare.domains.outreach.queries import win_back_list
from aftercare.kit.actor import Scope
from aftercare.kit.errors import NotAllowed, Stale
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(company, actor_of, user_of, at):
    """What the agent has open: three customers."""
    wanted = suggestion(at)
    people = [sleeper(at, name) for name in ("甲", "乙", "丙")]
    return [approach_customer(actor_of("agent"), one, suggestion=wanted, at=at) for one in people]


def lists() -> dict[str, int]:
    """How many entries each person has, managers as a role."""
    found: dict[str, int] = {}
    for task in Task.objects.filter(done_at=None, about_kind="approach").select_related("person"):
        whose = task.person.name if task.person else task.role_code
        found[whose] = found.get(whose, 0) + 1
    return found


def test_one_or_all_that_are_open_go_to_a_colleague(three, actor_of, user_of, at):
    manager, callback = actor_of("manager"), user_of("callback")
    record_result(actor_of("agent"), three[2], result="not_interested", at=at)
    assert hand_over_approach(manager, three[0], owner=callback, expected=1, at=at) == 1
    assert lists() == {"agent": 1, "callback": 1}
    told = facts_of(three[0].ref).get(kind="approach.handed_over")
    assert told.data["to_id"] == str(callback.id)
    with pytest.raises(Stale):
        hand_over_approach(manager, three[0], owner=user_of("agent"), expected=1, at=at)
    with pytest.raises(AlreadySettled):
        hand_over_approach(manager, three[2], owner=callback, at=at)
    assert hand_over_approach(manager, three[1], owner=callback, others=True, at=at) == 1
    assert lists() == {"callback": 2}
    assert record_result(actor_of("callback"), three[1], result="interested", at=at).result == "interested"


def test_who_may_not_offer_or_see_takes_nobody_over(three, actor_of, user_of, at):
    with pytest.raises(OwnerMayNotOffer) as refused:
        hand_over_approach(actor_of("manager"), three[0], owner=user_of("engineer"), at=at)
    assert list(refused.value.errors) == ["owner"]
    with pytest.raises(NotAllowed):
        hand_over_approach(actor_of("agent"), three[0], owner=user_of("callback"), at=at)
    east = create_unit(HOUSE, code="east", name="华东", parent=root_unit(), at=at)
    far = user_of("agent", name="far", node=east)
    with pytest.raises(OutOfReach) as refused:
        hand_over_approach(actor_of("manager"), three[0], owner=far, at=at)
    assert str(refused.value) == f"{far.name} may not see 甲; choose somebody who may."
    assert set(Approach.objects.values_list("owner__email", flat=True)) == {"agent@example.com"}


def test_what_somebody_who_leaves_has_open_is_put_before_the_managers(three, actor_of, user_of, at):
    agent, admin = user_of("agent"), actor_of("administrator")
    record_result(actor_of("agent"), three[2], result="not_interested", at=at)
    deactivate_user(admin, agent, at=at)
    run_reactions()
    assert lists() == {"agent": 2, "manager": 2}
    reactivate_user(admin, agent, at=at)
    run_reactions()
    assert lists() == {"agent": 2}
    deactivate_user(admin, agent, at=make.later(at, days=1))
    run_reactions()
    assert lists() == {"agent": 2, "manager": 2}
    hand_over_approach(actor_of("manager"), three[0], owner=user_of("callback"), others=True, at=at)
    assert lists() == {"callback": 2}


def statements_of(work) -> int:
    with CaptureQueriesContext(connection) as made:
        work()
    return len(made)


def test_as_many_statements_hand_over_many_as_one(three, actor_of, user_of, at):
    agent, callback, manager = user_of("agent"), user_of("callback"), actor_of("manager")
    system = replace(HOUSE, name="win-back")
    told = statements_of(lambda: ask_who_takes_over(system, agent, at=at))
    back = statements_of(lambda: keep_with_whoever_is_back(system, agent, at=at))
    given = statements_of(lambda: hand_over_approach(manager, three[0], owner=callback, others=True, at=at))
    hand_over_approach(manager, three[0], owner=agent, at=at)
    agent.times_deactivated += 1
    assert told == statements_of(lambda: ask_who_takes_over(system, agent, at=at))
    assert back == statements_of(lambda: keep_with_whoever_is_back(system, agent, at=at))
    again = statements_of(lambda: hand_over_approach(manager, three[0], owner=callback, others=True, at=at))
    assert (given, lists()) == (again, {"callback": 3})


def test_what_went_to_a_third_colleague_meanwhile_stays_there(three, actor_of, user_of, at):
    manager, third = actor_of("manager"), user_of("agent", name="third")
    older = Approach.objects.get(pk=three[0].pk)  # as a page showed it
    hand_over_approach(manager, three[0], owner=third, at=at)
    assert hand_over_approach(manager, older, owner=user_of("callback"), others=True, at=at) == 1
    assert lists() == {"agent": 2, "callback": 1}


def test_the_rights_to_ask_and_to_hand_out_reach_a_part_alone(company, actor_of, user_of, at):
    east = create_unit(HOUSE, code="east", name="华东", parent=root_unit(), at=at)
    wanted, part = suggestion(at), Scope(nodes=frozenset({east.id}))
    near, far = sleeper(at, "甲", unit=east), sleeper(at, "乙")
    agent, manager = actor_of("agent"), actor_of("manager")
    eastern = replace(agent, rights={**agent.rights, MAKE: part})
    with pytest.raises(NotAllowed):
        approach_customer(eastern, far, suggestion=wanted, at=at)
    chief = replace(manager, rights={**manager.rights, MANAGE: part})
    assert list(win_back_list(chief, wanted, at=at)) == [near]
    batch = take_list(chief, wanted, owners=[user_of("agent")], wanted=9, due_at=make.later(at, days=7), at=at)
    while take_chunk(chief, batch, at=at):
        pass
    assert [one.customer for one in Approach.objects.select_related("customer")] == [near]
    other = approach_customer(agent, far, suggestion=wanted, at=at)
    with pytest.raises(NotAllowed):
        record_result(chief, other, result="reached", at=at)
