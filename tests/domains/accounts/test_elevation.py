"""Nobody gives themselves, or anybody, more than they may do themselves."""

import pytest
from allauth.mfa.models import Authenticator
from tests.make import HOUSE, later

from aftercare.domains.accounts.actions import (
    change_role,
    create_role,
    create_token,
    create_unit,
    create_user,
    deactivate_user,
    end_sessions,
    give_grant,
    remove_role,
    reset_second_factor,
    take_grant,
)
from aftercare.domains.accounts.errors import (
    AlreadyOver,
    OutlastsOwn,
    RoleCodeTaken,
    RoleInUse,
    RoleReadyMade,
    UnknownPermission,
)
from aftercare.domains.accounts.models import Grant, Role, Token
from aftercare.domains.accounts.queries import actor_for
from aftercare.domains.accounts.roles import ALL_PERMISSIONS, ROLES
from aftercare.kit.errors import NotAllowed
from aftercare.kit.models import LedgerEntry
from aftercare.kit.permissions import PERMISSIONS

pytestmark = pytest.mark.django_db
STAFF = ["users.view", "users.manage", "roles.manage", "tokens.manage", "catalog.view", "requests.view"]
LACKING = "Nobody gives what they may not do there themselves: “%s”. Somebody who may can give it."


@pytest.fixture
def personnel(company, at):
    """The personnel office: gives roles everywhere, but knows little of the trade; the user and the actor."""
    create_role(HOUSE, code="personnel", name="人事", permissions=STAFF, at=at)
    user = create_user(HOUSE, email="hr@example.com", name="人事", unit=company[1].unit, at=at)
    give_grant(HOUSE, user, role="personnel", at=at)
    return user, actor_for(user, via="test", at=at)


def test_who_gives_roles_gives_none_that_may_do_more(personnel, user_of, at):
    user, actor = personnel
    for whom, role in ((user, "administrator"), (user_of("agent"), "administrator"), (user, "analyst")):
        with pytest.raises(NotAllowed) as refused:
            give_grant(actor, whom, role=role, at=at)
    assert str(refused.value) == LACKING % "see customers"
    assert list(Grant.objects.filter(user=user).values_list("role__code", flat=True)) == ["personnel"]
    assert give_grant(actor, user_of("agent"), role="editor", at=at).scope == "all"


def test_who_gives_roles_takes_even_wider_ones_back(personnel, user_of, at):
    grant = Grant.objects.get(user=user_of("manager"))
    take_grant(personnel[1], grant, at=at)
    grant.refresh_from_db()
    assert grant.taken_at == at


def test_an_own_role_takes_in_no_right_its_maker_lacks(personnel, at):
    _user, actor = personnel
    with pytest.raises(NotAllowed) as refused:
        create_role(actor, code="wide", name="x", permissions=["requests.view", "company.manage"], at=at)
    assert str(refused.value) == LACKING % "change company data and the organisation tree"
    own = Role.objects.get(code="personnel")
    with pytest.raises(NotAllowed):
        change_role(actor, own, permissions=[*STAFF, "audit.view"], at=at)
    own.refresh_from_db()
    assert (own.permissions, Role.objects.filter(code="wide").exists()) == (sorted(STAFF), False)
    assert "audit.view" not in change_role(actor, own, permissions=STAFF[:-1], at=at).permissions


def test_a_token_lends_nobody_the_rights_of_somebody_who_may_more(personnel, company, at):
    asked = {"name": "x", "scopes": ["all"], "expires_at": later(at, days=1), "at": at}
    with pytest.raises(NotAllowed) as refused:
        create_token(personnel[1], company[1], **asked)
    assert str(refused.value).startswith("This person may do what you may not: “")
    assert Token.objects.count() == 0
    create_token(personnel[1], personnel[0], **asked)
    assert Token.objects.get().user == personnel[0]


@pytest.mark.parametrize("command", [reset_second_factor, end_sessions, deactivate_user])
def test_who_keeps_users_disarms_nobody_who_may_more(command, personnel, company, user_of, at):
    for user in (company[1], user_of("editor")):
        Authenticator.objects.create(user=user, type="totp", data={})
    with pytest.raises(NotAllowed) as refused:
        command(personnel[1], company[1], at=at)
    assert str(refused.value).startswith("This person may do what you may not: “")
    company[1].refresh_from_db()
    assert (company[1].is_active, Authenticator.objects.filter(user=company[1]).count()) == (True, 1)
    assert LedgerEntry.objects.filter(subject_id=company[1].id, actor_id=personnel[0].id).count() == 0
    command(personnel[1], user_of("editor"), at=at)  # who may no more than personnel


def test_a_right_for_a_while_gives_roles_for_no_longer(company, user_of, at):
    ends = later(at, days=30)
    deputy = user_of("administrator", name="deputy", expires_at=ends)
    actor = actor_for(deputy, via="test", at=at)
    for whom in (deputy, user_of("agent")):
        for expires_at in (None, later(at, days=31)):
            with pytest.raises(OutlastsOwn):
                give_grant(actor, whom, role="administrator", expires_at=expires_at, at=at)
    assert Grant.objects.filter(role__code="administrator", expires_at=None).count() == 1
    assert give_grant(actor, user_of("agent"), role="manager", expires_at=ends, at=at).expires_at == ends


def test_a_role_ends_after_it_begins(user_of, at):
    with pytest.raises(AlreadyOver):
        give_grant(HOUSE, user_of("stranger"), role="agent", expires_at=at, at=at)
    assert not Grant.objects.filter(user=user_of("stranger")).exists()


def test_ready_made_roles_stay_and_own_ones_go_only_unused(company, user_of, actor_of, at):
    chief = actor_of("administrator")
    ready = Role.objects.get(code="agent")
    for change in (lambda: change_role(chief, ready, name="x", at=at), lambda: remove_role(chief, ready, at=at)):
        with pytest.raises(RoleReadyMade) as refused:
            change()
        assert str(refused.value).endswith("is ready-made and stays as it is; copy it and change the copy.")
    used = create_role(chief, code="used", name="用过", permissions=["catalog.view"], at=at)
    free = create_role(chief, code="free", name="没用", permissions=[], at=at)
    take_grant(chief, give_grant(chief, user_of("stranger"), role="used", at=at), at=at)
    with pytest.raises(RoleInUse) as kept:
        remove_role(chief, used, at=at)
    assert str(kept.value) == (
        "“用过” was given 1 times, which stays on record; only a role never given can be deleted."
    )
    remove_role(chief, free, at=at)
    assert list(Role.objects.filter(ready_made=False).values_list("code", flat=True)) == ["used"]


def test_a_role_has_a_code_of_its_own_and_permissions_that_exist(actor_of, at):
    chief = actor_of("administrator")
    with pytest.raises(RoleCodeTaken):
        create_role(chief, code="agent", name="x", permissions=[], at=at)
    with pytest.raises(UnknownPermission):
        create_role(chief, code="new", name="x", permissions=["requests.fly"], at=at)
    assert not Role.objects.filter(code="new").exists()


def test_what_a_role_gains_and_loses_stands_in_the_ledger(actor_of, at):
    chief = actor_of("administrator")
    role = create_role(chief, code="own", name="x", permissions=["catalog.view", "users.view"], at=at)
    change_role(chief, role, permissions=["catalog.view", "audit.view"], at=at)
    facts = LedgerEntry.objects.filter(subject_id=role.id).order_by("id").values_list("kind", "data")
    assert list(facts) == [
        ("role.created", {"code": "own", "permissions": ["catalog.view", "users.view"]}),
        ("role.changed", {"added": ["audit.view"], "taken": ["users.view"]}),
    ]


def test_a_role_given_over_a_part_is_given_by_who_may_do_it_there(company, at):
    east = create_unit(HOUSE, code="east", name="华东", parent=company[1].unit, at=at)
    user = create_user(HOUSE, email="e@example.com", name="东", unit=east, at=at)
    create_role(HOUSE, code="giver", name="x", permissions=["roles.manage", "catalog.view", "requests.view"], at=at)
    give_grant(HOUSE, user, role="giver", node=east, at=at)
    actor = actor_for(user, via="test", at=at)
    assert give_grant(actor, user, role="editor", node=east, at=at).node == east
    with pytest.raises(NotAllowed):
        give_grant(actor, user, role="editor", at=at)


def test_ready_made_roles_name_only_permissions_that_exist():
    named = {name for role in ROLES.values() for name in (*role.permissions, *role.own)} - {ALL_PERMISSIONS}
    assert named - set(PERMISSIONS) == set()
