"""Whether a role demands a second factor of who holds it."""

import pytest
from tests.make import HOUSE, later

from aftercare.domains.accounts.actions import create_role, demand_second_factor, give_grant, record_second_factor
from aftercare.domains.accounts.errors import LastFactorDemanded
from aftercare.domains.accounts.models import Role
from aftercare.domains.accounts.queries import actor_for
from aftercare.domains.accounts.queries.second_factor import holders_without_factor
from aftercare.kit.errors import NotAllowed
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def agents(company, at) -> Role:
    """The ready-made role of the desk."""
    return Role.objects.get(code="agent")


def unproven(user, at) -> bool:
    return actor_for(user, via="tests", at=at).unproven


def test_no_role_demands_one_until_somebody_says_so(company):
    assert not Role.objects.filter(demands_second_factor=True).exists()


def test_it_is_demanded_of_who_holds_the_role_and_has_none(agents, user_of, at):
    person, other = user_of("agent"), user_of("analyst")
    assert not unproven(person, at)
    demand_second_factor(HOUSE, agents, demanded=True, at=at)
    assert (unproven(person, at), unproven(other, at)) == (True, False)
    person.authenticator_set.create(type="recovery_codes", data={})
    assert unproven(person, at)
    person.authenticator_set.create(type="totp", data={})
    assert not unproven(person, at)


def test_a_role_that_is_over_demands_nothing(agents, user_of, at):
    person = user_of("analyst")
    demand_second_factor(HOUSE, agents, demanded=True, at=at)
    give_grant(HOUSE, person, role="agent", expires_at=later(at, days=1), at=at)
    assert (unproven(person, at), unproven(person, later(at, days=1))) == (True, False)


def test_it_is_on_record_once_and_can_be_taken_back(agents, at):
    for demanded in (True, True, False):
        demand_second_factor(HOUSE, agents, demanded=demanded, at=at)
    facts = LedgerEntry.objects.filter(kind__startswith="role.second_factor").order_by("id")
    assert [fact.kind for fact in facts] == ["role.second_factor_demanded", "role.second_factor_waived"]
    assert {fact.subject_id for fact in facts} == {agents.id}


def test_nobody_lifts_it_from_a_role_that_may_more(company, user_of, actor_of, at):
    create_role(HOUSE, code="giver", name="x", permissions=["roles.manage", "catalog.view"], at=at)
    giver, role = actor_of("giver"), Role.objects.get(code="administrator")
    demand_second_factor(HOUSE, role, demanded=True, at=at)
    with pytest.raises(NotAllowed) as refused:
        demand_second_factor(giver, role, demanded=False, at=at)
    assert str(refused.value).startswith("This role may do what you may not: “")
    role.refresh_from_db()
    assert role.demands_second_factor
    keeper = create_role(HOUSE, code="small", name="y", permissions=["catalog.view"], at=at)
    assert demand_second_factor(giver, keeper, demanded=True, at=at).demands_second_factor


def test_the_last_factor_is_not_switched_off_while_it_is_demanded(agents, user_of, at):
    person = user_of("agent")
    person.authenticator_set.create(type="totp", data={})
    demand_second_factor(HOUSE, agents, demanded=True, at=at)
    with pytest.raises(LastFactorDemanded) as refused:
        record_second_factor(HOUSE, person, factor="totp", added=False, at=at)
    assert str(refused.value) == (
        "This is your last second factor, and the role “Service desk agent” demands one; set another one up first, "
        "then take this one away."
    )
    assert not LedgerEntry.objects.filter(kind="user.second_factor_removed").exists()
    person.authenticator_set.create(type="webauthn", data={})
    record_second_factor(HOUSE, person, factor="totp", added=False, at=at)
    assert LedgerEntry.objects.filter(kind="user.second_factor_removed").count() == 1


def test_holders_are_counted_once_and_only_those_who_can_sign_in(agents, company, user_of, at):
    unit, person = company[1].unit, user_of("agent")
    give_grant(HOUSE, person, role="agent", node=unit, at=at)
    gone = user_of("dispatcher")
    give_grant(HOUSE, gone, role="agent", at=at)
    gone.is_active = False
    gone.save()
    proven = user_of("analyst")
    give_grant(HOUSE, proven, role="agent", at=at)
    proven.authenticator_set.create(type="webauthn", data={})
    spare = create_role(HOUSE, code="spare", name="z", permissions=[], at=at)
    assert holders_without_factor([agents, spare], at=at) == {agents.id: (2, 1), spare.id: (0, 0)}
