"""The tree of the company: it grows, is renamed and moved whole, and what is in use stays in use."""

import pytest
from tests.make import HOUSE

from aftercare.domains.accounts.actions import (
    change_company,
    change_team,
    change_unit,
    create_team,
    create_unit,
    create_user,
    deactivate_unit,
    deactivate_user,
    give_grant,
    move_unit,
    move_user,
    reactivate_unit,
)
from aftercare.domains.accounts.errors import RootStays, UnitGone, UnitIntoItself, UnitInUse
from aftercare.domains.accounts.models import Company, OrganisationUnit, User
from aftercare.domains.accounts.queries import actor_for, nodes_below
from aftercare.kit.errors import NotAllowed
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(company, at) -> dict[str, OrganisationUnit]:
    """East with an outlet and its counter, and west, below the company."""
    made = {"root": company[1].unit}
    for code, above in (("east", "root"), ("west", "root"), ("pudong", "east"), ("counter", "pudong")):
        made[code] = create_unit(HOUSE, code=code, name=code, parent=made[above], kind="outlet", at=at)
    return made


def below(unit: OrganisationUnit) -> set[str]:
    unit.refresh_from_db()
    return set(OrganisationUnit.objects.filter(pk__in=nodes_below(unit)).values_list("code", flat=True))


def test_a_node_moves_with_all_below_it_and_rights_follow(tree, user_of, at):
    user = user_of("agent", name="west", node=tree["west"])
    move_unit(HOUSE, tree["pudong"], to=tree["west"], at=at)
    assert (below(tree["west"]), below(tree["east"])) == ({"west", "pudong", "counter"}, {"east"})
    assert OrganisationUnit.objects.get(code="counter").path.startswith(tree["west"].path)
    assert tree["counter"].id in actor_for(user, via="test", at=at).rights["requests.view"].nodes
    fact = LedgerEntry.objects.get(kind="organisation_unit.moved")
    assert fact.data == {"from_id": str(tree["east"].id), "to_id": str(tree["west"].id)}


@pytest.mark.parametrize("to", ["east", "pudong", "counter"])
def test_no_node_moves_below_itself(tree, at, to):
    with pytest.raises(UnitIntoItself):
        move_unit(HOUSE, tree["east"], to=tree[to], at=at)
    assert below(tree["east"]) == {"east", "pudong", "counter"}


def test_the_top_stays(tree, at):
    for move in (
        lambda: move_unit(HOUSE, tree["root"], to=tree["west"], at=at),
        lambda: deactivate_unit(HOUSE, tree["root"], at=at),
    ):
        with pytest.raises(RootStays):
            move()
    tree["root"].refresh_from_db()
    assert (tree["root"].parent_id, tree["root"].active) == (None, True)


def test_a_node_moves_only_between_places_the_right_reaches(tree, user_of, at):
    head = actor_for(user_of("administrator", name="east", node=tree["east"]), via="test", at=at)
    for unit, to in (("counter", "west"), ("west", "east"), ("east", "pudong")):
        with pytest.raises(NotAllowed):
            move_unit(head, tree[unit], to=tree[to], at=at)
    assert move_unit(head, tree["counter"], to=tree["east"], at=at).parent == tree["east"]


def test_what_has_people_or_nodes_in_use_stays_in_use(tree, at):
    person = create_user(HOUSE, email="p@example.com", name="甲", unit=tree["counter"], at=at)
    with pytest.raises(UnitInUse) as refused:
        deactivate_unit(HOUSE, tree["counter"], at=at)
    assert str(refused.value) == "counter is still in use: 1 people and 0 units below it. Move them first."
    deactivate_user(HOUSE, person, at=at)
    deactivate_unit(HOUSE, tree["counter"], at=at)
    with pytest.raises(UnitInUse):
        deactivate_unit(HOUSE, tree["east"], at=at)
    deactivate_unit(HOUSE, tree["pudong"], at=at)
    with pytest.raises(UnitGone):
        reactivate_unit(HOUSE, tree["counter"], at=at)
    assert sorted(OrganisationUnit.objects.filter(active=False).values_list("code", flat=True)) == ["counter", "pudong"]


def test_nothing_new_is_put_into_a_node_out_of_use(tree, user_of, at):
    deactivate_unit(HOUSE, tree["counter"], at=at)
    gone = OrganisationUnit.objects.get(code="counter")
    agent = user_of("agent")
    for put in (
        lambda: create_unit(HOUSE, code="x", name="x", parent=gone, at=at),
        lambda: create_user(HOUSE, email="x@example.com", name="x", unit=gone, at=at),
        lambda: create_team(HOUSE, name="x", members=[], unit=gone, at=at),
        lambda: give_grant(HOUSE, agent, role="manager", node=gone, at=at),
        lambda: move_user(HOUSE, agent, unit=gone, at=at),
        lambda: move_unit(HOUSE, tree["west"], to=gone, at=at),
    ):
        with pytest.raises(UnitGone) as refused:
            put()
    assert str(refused.value) == (
        "counter is no longer used; choose another part of the company, or take it into use again."
    )
    assert User.objects.get(pk=agent.pk).unit == tree["root"]


def test_a_node_is_renamed_and_only_what_changed_is_told(tree, at):
    change_unit(HOUSE, tree["east"], name="华东大区", kind="outlet", at=at)
    fact = LedgerEntry.objects.get(kind="organisation_unit.changed")
    assert (fact.data, OrganisationUnit.objects.get(code="east").name) == ({"fields": ["name"]}, "华东大区")


def test_a_person_moves_where_the_right_reaches(tree, user_of, at):
    head = actor_for(user_of("administrator", name="east", node=tree["east"]), via="test", at=at)
    person = create_user(HOUSE, email="p@example.com", name="甲", unit=tree["east"], at=at)
    assert move_user(head, person, unit=tree["pudong"], at=at).unit == tree["pudong"]
    for unit in (tree["west"], None):
        with pytest.raises(NotAllowed):
            move_user(head, person, unit=unit, at=at)
    assert User.objects.get(pk=person.pk).unit == tree["pudong"]


def test_a_team_is_renamed_and_its_people_change(tree, user_of, at):
    one, other = user_of("agent"), user_of("engineer")
    team = create_team(HOUSE, name="早班", members=[one], at=at)
    changed = change_team(HOUSE, team, name="晚班", members=[other], at=at)
    assert (changed.name, list(changed.members.all())) == ("晚班", [other])
    assert LedgerEntry.objects.get(kind="team.changed").data == {"members": [str(other.id)]}


def test_company_data_are_changed_by_who_may_and_told_by_name_of_the_field(company, actor_of, at):
    known = Company.objects.get()
    with pytest.raises(NotAllowed):
        change_company(actor_of("manager"), known, phone="021", at=at)
    change_company(actor_of("administrator"), known, phone="021-60001234", address="上海市", currency="CNY", at=at)
    known.refresh_from_db()
    assert (known.phone, known.address) == ("021-60001234", "上海市")
    assert LedgerEntry.objects.get(kind="company.changed").data == {"fields": ["address", "phone"]}
