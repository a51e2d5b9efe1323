"""Who sees which engineers, and who may change them."""

import pytest

from aftercare.domains.accounts.actions import create_team, create_unit
from aftercare.domains.workforce.actions import change_engineer, grant_skill, register_engineer
from aftercare.domains.workforce.errors import OutOfReach
from aftercare.domains.workforce.models import Engineer, EngineerSkill
from aftercare.domains.workforce.policies import may_change_engineer, visible_to
from aftercare.kit.actor import system
from aftercare.kit.errors import NotAllowed

LACKS = "You may not do this: it needs the right “register engineers and change their skills, certificates and times”."


def test_a_stranger_sees_nobody_and_registers_nobody(engineer, actor_of, at):
    engineer()
    stranger = actor_of("stranger")
    assert list(visible_to(stranger)) == []
    with pytest.raises(NotAllowed) as refused:
        register_engineer(stranger, name="王芳", at=at)
    assert str(refused.value) == LACKS
    assert Engineer.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "sees", "changes"),
    [
        ("administrator", 2, True),
        ("manager", 2, True),
        ("dispatcher", 2, True),
        ("agent", 2, False),
        ("keeper", 2, False),
        ("engineer", 1, False),
        ("editor", 0, False),
    ],
)
def test_each_role_reaches_what_falls_to_it(engineer, user_of, actor_of, at, role, sees, changes):
    engineer(user=user_of("engineer"))
    other = engineer("王芳")
    actor = actor_of(role)
    assert visible_to(actor).count() == sees
    assert (may_change_engineer(actor, other) is True) == changes


def test_a_grant_over_a_unit_reaches_its_engineers_and_those_below(engineer, company, actor_of, at):
    house = system("tests")
    pudong = create_unit(house, code="PD", name="Pudong", parent=company[1].unit, kind="region", at=at)
    outlet = create_unit(house, code="PD-1", name="Lujiazui", parent=pudong, kind="outlet", at=at)
    puxi = create_unit(house, code="PX", name="Puxi", parent=company[1].unit, kind="region", at=at)
    near, far = engineer("李伟", unit=outlet), engineer("王芳", unit=puxi)
    dispatcher = actor_of("dispatcher", name="pudong", node=pudong)
    assert list(visible_to(dispatcher)) == [near]
    assert change_engineer(dispatcher, near, phone="1", at=at).phone == "1"
    with pytest.raises(NotAllowed) as refused:
        change_engineer(dispatcher, far, phone="1", at=at)
    assert str(refused.value) == LACKS
    assert Engineer.objects.get(pk=far.pk).phone == ""


def test_nobody_is_put_where_the_right_does_not_reach(engineer, company, actor_of, at):
    house = system("tests")
    pudong = create_unit(house, code="PD", name="Pudong", parent=company[1].unit, kind="region", at=at)
    puxi = create_unit(house, code="PX", name="Puxi", parent=company[1].unit, kind="region", at=at)
    dispatcher = actor_of("dispatcher", name="pudong", node=pudong)
    near = register_engineer(dispatcher, name="李伟", unit=pudong, at=at)
    for forbidden in (
        lambda: register_engineer(dispatcher, name="王芳", unit=puxi, at=at),
        lambda: register_engineer(dispatcher, name="王芳", at=at),
        lambda: change_engineer(dispatcher, near, unit=puxi, at=at),
    ):
        with pytest.raises(OutOfReach) as refused:
            forbidden()
        assert list(refused.value.errors) == ["unit"]
    assert [(one.name, one.unit) for one in Engineer.objects.select_related("unit")] == [("李伟", pudong)]


def test_a_grant_over_a_team_reaches_its_members(engineer, user_of, actor_of, at):
    member, leader = user_of("engineer"), user_of("dispatcher", name="leader", scope="team")
    create_team(system("tests"), name="North", members=[member, leader], at=at)
    near, _far = engineer(user=member), engineer("王芳")
    assert list(visible_to(actor_of("dispatcher", name="leader"))) == [near]


def test_nobody_grants_skills_to_themselves_but_who_manages_all(engineer, user_of, actor_of, skill, company, at):
    local = user_of("dispatcher", name="local", node=company[1].unit)
    own = engineer("王芳", user=local, unit=company[1].unit)
    with pytest.raises(NotAllowed, match="Your own record is kept by somebody else; ask the service manager."):
        grant_skill(actor_of("dispatcher", name="local"), own, skill=skill(), level=5, at=at)
    assert EngineerSkill.objects.count() == 0
    boss = engineer("李伟", user=user_of("manager"))
    assert grant_skill(actor_of("manager"), boss, skill=skill(), level=5, at=at).level == 5
