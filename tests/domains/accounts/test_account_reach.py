"""A right over a part of the company reaches no further: neither people, nor roles, nor tokens, nor the ledger."""

from dataclasses import replace

import pytest
from tests.make import HOUSE, later

from aftercare.domains.accounts.actions import (
    change_user,
    create_team,
    create_token,
    create_unit,
    create_user,
    give_grant,
    take_grant,
)
from aftercare.domains.accounts.errors import AlreadyOver
from aftercare.domains.accounts.models import Grant, Team, Token, User
from aftercare.domains.accounts.policies import may_view_audit, visible_users
from aftercare.domains.accounts.queries import actor_for
from aftercare.domains.customers.actions import register_customer
from aftercare.domains.requests.actions import submit_request
from aftercare.domains.requests.policies import visible_to as requests_seen_by
from aftercare.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db
RIGHTS = (
    "Your right “give and take roles” does not reach this part of the company; somebody whose right reaches further "
    "can do it."
)


@pytest.fixture
def units(company, at):
    """East and west below the company."""
    return [create_unit(HOUSE, code=code, name=code, parent=company[1].unit, at=at) for code in ("east", "west")]


@pytest.fixture
def person(units, at):
    """A user of a unit (0 east, 1 west), with a role where one is named."""

    def made(name: str, place: int, **grant) -> User:
        user = create_user(HOUSE, email=f"{name}@example.com", name=name, unit=units[place], at=at)
        if grant:
            give_grant(HOUSE, user, at=at, **grant)
        return user

    return made


@pytest.fixture
def regional(person, units, at):
    """The administrator of the east, and the user."""
    user = person("regional", 0, role="administrator", node=units[0])
    return actor_for(user, via="test", at=at), user


@pytest.mark.parametrize("reach", [{}, {"scope": "team"}])
def test_a_regional_administrator_gives_nobody_the_whole_company(reach, regional, person, at):
    actor, himself = regional
    for user in (himself, person("li", 0)):
        with pytest.raises(NotAllowed) as refused:
            give_grant(actor, user, role="administrator", at=at, **reach)
        assert str(refused.value) == RIGHTS
    assert Grant.objects.filter(role__code="administrator").count() == 2


def test_a_regional_administrator_gives_roles_in_the_region_to_people_of_it(regional, person, units, at):
    actor, _himself = regional
    near, far = person("near", 0), person("far", 1)
    assert give_grant(actor, near, role="agent", node=units[0], at=at).node == units[0]
    for user, node in ((near, units[1]), (far, units[0])):
        with pytest.raises(NotAllowed):
            give_grant(actor, user, role="agent", node=node, at=at)
    assert Grant.objects.filter(role__code="agent").count() == 1


def test_a_regional_administrator_takes_no_role_that_reaches_further(regional, person, at):
    chief = person("chief", 0, role="manager")
    with pytest.raises(NotAllowed):
        take_grant(regional[0], Grant.objects.get(user=chief), at=at)
    assert Grant.objects.get(user=chief).taken_at is None


def test_users_are_made_changed_and_seen_where_the_right_reaches(regional, person, units, company, at):
    actor, himself = regional
    near, far = person("near", 0), person("far", 1)
    made = create_user(actor, email="new@example.com", name="新人", unit=units[0], at=at)
    for unit in (units[1], company[1].unit, None):
        with pytest.raises(NotAllowed):
            create_user(actor, email="other@example.com", name="x", unit=unit, at=at)
    assert change_user(actor, near, phone="13600136000", at=at).phone == "13600136000"
    with pytest.raises(NotAllowed):
        change_user(actor, far, phone="13600136000", at=at)
    assert set(visible_users(actor)) == {himself, near, made}
    assert far.phone == ""


def test_no_token_lends_a_regional_administrator_wider_rights(regional, person, units, at):
    chief, clerk = person("chief", 0, role="manager"), person("clerk", 0, role="agent", node=units[0])
    asked = {"name": "x", "scopes": ["all"], "expires_at": later(at, days=1), "at": at}
    for user in (chief, person("far", 1)):
        with pytest.raises(NotAllowed):
            create_token(regional[0], user, **asked)
    create_token(regional[0], clerk, **asked)
    assert list(Token.objects.values_list("user", flat=True)) == [clerk.id]


def test_the_tree_grows_and_teams_gather_where_the_right_reaches(regional, person, units, at):
    actor, himself = regional
    create_unit(actor, code="east-1", name="东一", parent=units[0], at=at)
    create_team(actor, name="东队", members=[himself], unit=units[0], at=at)
    for parent in (units[1], None):
        with pytest.raises(NotAllowed):
            create_unit(actor, code="else", name="x", parent=parent, at=at)
    for unit, members in ((units[1], []), (None, []), (units[0], [person("far", 1)])):
        with pytest.raises(NotAllowed):
            create_team(actor, name="x", members=members, unit=unit, at=at)
    assert list(Team.objects.values_list("name", flat=True)) == ["东队"]


def test_the_ledger_is_read_by_a_right_over_the_whole_company(actor_of, units):
    assert may_view_audit(actor_of("analyst")) is True
    verdict = may_view_audit(actor_of("analyst", node=units[0], name="regional"))
    assert str(verdict).startswith("Your right “read the ledger” does not reach this part of the company")
    assert may_view_audit(replace(actor_of("analyst"), rights={})) is not True


def test_what_somebody_of_a_part_of_the_company_enters_stays_in_their_sight(units, at):
    """A role over a node is enough: a user made on the command line has no unit of their own."""
    agent = create_user(HOUSE, email="node@example.com", name="node", at=at)
    give_grant(HOUSE, agent, role="agent", node=units[0], at=at)
    actor = actor_for(agent, via="console", at=at)
    served = register_customer(actor, name="赵敏", phone="13900139000", at=at)
    wanted = submit_request(actor, customer=served, kind="repair", title="空调不制冷", at=at)
    assert (served.unit, wanted.unit) == (units[0], units[0])
    assert list(requests_seen_by(actor)) == [wanted]


@pytest.mark.parametrize("ends", [0, -60])
def test_nothing_is_given_until_an_instant_that_has_passed(company, at, ends):
    past = later(at, seconds=ends)
    with pytest.raises(AlreadyOver):
        give_grant(HOUSE, company[1], role="agent", expires_at=past, at=at)
    with pytest.raises(AlreadyOver) as refused:
        create_token(HOUSE, company[1], name="ERP", scopes=["all"], expires_at=past, at=at)
    assert str(refused.value).endswith("has passed already; choose a later one.")
    assert not Token.objects.exists()
    assert not Grant.objects.filter(role__code="agent").exists()
