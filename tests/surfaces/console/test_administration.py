"""The administration as people use it: users, roles, the tree; what is refused is said at its field."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from aftercare.domains.accounts.models import Company, Grant, OrganisationUnit, Role, Team, Token, User
from aftercare.kit.models import AnsweredCommand
from tests import make

pytestmark = pytest.mark.django_db
NEW = {
    "name": "新人",
    "email": "new@example.com",
    "language": "zh-hans",
    "time_zone": "Asia/Shanghai",
    "entry": "password",
}


@pytest.fixture
def chief(client_of):
    return client_of("administrator")


def text(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_landing_page_shows_the_sections_somebody_may_use(client_of):
    names = {
        role: re.findall(r"<strong>([^<]+)</strong>", client_of(role).get("/administration/").content.decode())
        for role in ("administrator", "manager")
    }
    assert names["manager"][:2] == ["Users", "Roles"]
    assert {"Dictionaries", "Service levels", "Audit", "Calendars"} <= set(names["manager"])
    assert {"Organisation", "Company data"}.isdisjoint(names["manager"])
    assert names["administrator"][:4] == ["Users", "Roles", "Permission requests", "Organisation"]
    assert 'href="/administration/"' not in client_of("agent").get("/").content.decode()


def test_a_new_user_signs_in_with_a_password_that_is_shown_once_and_kept_nowhere(chief):
    answer = chief.post(reverse("console:user_new"), {**NEW, "role": "agent", "idempotency_key": "k"})
    password = re.search(r'id="password" value="([^"]+)"', answer.content.decode())[1]
    user = User.objects.get(email="new@example.com")
    assert (answer.status_code, Grant.objects.get(user=user).role.code) == (200, "agent")
    assert user.check_password(password)
    kept = AnsweredCommand.objects.values_list("answer", flat=True)
    assert not any(password in str(one) for one in kept)
    assert password not in chief.get(reverse("console:user", args=[user.id])).content.decode()


def test_an_address_that_is_taken_and_a_weak_password_come_back_with_the_words(chief, user_of):
    user_of("agent")
    taken = chief.post(reverse("console:user_new"), {**NEW, "email": "agent@example.com"})
    weak = chief.post(reverse("console:user_new"), {**NEW, "password": "short"})
    assert (taken.status_code, weak.status_code) == (422, 422)
    assert "agent@example.com already belongs to a user" in text(taken)
    assert "This password is not safe enough" in text(weak)
    assert 'value="新人"' in weak.content.decode()
    assert not User.objects.filter(email="new@example.com").exists()


def test_a_user_is_changed_and_moved_in_one_form(chief, user_of, company, at):
    from aftercare.domains.accounts.actions import create_unit

    create_unit(make.HOUSE, code="east", name="华东", parent=company[1].unit, at=at)
    user = user_of("agent")
    given = {"name": "王敏", "phone": "021", "language": "en", "time_zone": "Asia/Shanghai", "unit": "华东 · east"}
    answer = chief.post(reverse("console:user_change", args=[user.id]), given)
    user.refresh_from_db()
    assert (answer.status_code, user.name, user.language, user.unit.code) == (302, "王敏", "en", "east")
    unknown = chief.post(reverse("console:user_change", args=[user.id]), {**given, "unit": "nowhere"})
    assert "No one part of the company is called “nowhere”." in text(unknown)


def test_a_role_is_given_with_its_end_and_taken_back(chief, user_of, at):
    user = user_of("stranger")
    give = reverse("console:grant_give", args=[user.id])
    answer = chief.post(give, {"role": "manager", "scope": "all", "expires_at": "2026-03-12T09:00"})
    grant = Grant.objects.get(user=user)
    assert (answer.status_code, grant.expires_at) == (302, make.later(at, days=2))
    assert "Ends in 2 days" in text(chief.get(reverse("console:user", args=[user.id])))
    lacking = chief.post(give, {"role": "agent", "scope": "node"})
    assert (lacking.status_code, "Say which part of the company." in text(lacking)) == (422, True)
    chief.post(reverse("console:grant_take", args=[user.id, grant.id]))
    grant.refresh_from_db()
    assert grant.taken_at == at


def test_the_last_administrator_stays_whoever_tries(chief, company):
    user, grant = company[1], Grant.objects.get(user=company[1])
    answers = [
        chief.post(reverse("console:grant_take", args=[user.id, grant.id])),
        chief.post(reverse("console:user_deactivate", args=[user.id]), {"reason": "x"}),
    ]
    user.refresh_from_db()
    grant.refresh_from_db()
    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("is the last administrator of the company" in text(answer) for answer in answers)
    assert (user.is_active, grant.taken_at) == (True, None)


def test_who_leaves_signs_in_no_more_and_may_come_back(chief, user_of):
    user = user_of("agent")
    chief.post(reverse("console:user_deactivate", args=[user.id]), {"reason": "离职"})
    gone = text(chief.get(reverse("console:users"), {"state": "inactive"}))
    assert (User.objects.get(pk=user.pk).is_active, "agent@example.com" in gone) == (False, True)
    assert "agent@example.com" not in text(chief.get(reverse("console:users")))
    chief.post(reverse("console:user_reactivate", args=[user.id]))
    assert User.objects.get(pk=user.pk).is_active


def test_who_lost_the_second_factor_is_let_in_on_the_users_page(chief, user_of):
    user = user_of("agent")
    page = reverse("console:user", args=[user.id])
    assert "Reset the second factor" not in text(chief.get(page))
    Authenticator.objects.create(user=user, type="totp", data={})
    assert "Reset the second factor" in text(chief.get(page))
    chief.post(reverse("console:user_factor_reset", args=[user.id]))
    assert not Authenticator.objects.filter(user=user).exists()


def test_users_are_found_by_words_role_and_part(chief, user_of, company):
    user_of("agent"), user_of("manager")
    unit = company[1].unit_id
    for asked, count in (({"q": "agent@"}, 1), ({"role": "manager"}, 1), ({"unit": unit}, 3), ({"q": "nobody"}, 0)):
        page = chief.get(reverse("console:users"), asked).content.decode()
        assert page.count('<tr id="row-') == count, asked


def test_an_own_role_is_copied_changed_and_deleted(chief):
    ready = Role.objects.get(code="editor")
    copied = chief.get(reverse("console:role_copy", args=[ready.id])).content.decode()
    assert re.findall(r'value="([a-z_.]+)"[^>]* checked', copied) == ["requests.view", "catalog.view"]
    given = {"name": "文员", "code": "clerk", "permissions": ["requests.view", "catalog.view"]}
    assert chief.post(reverse("console:role_new"), given).status_code == 302
    role = Role.objects.get(code="clerk")
    chief.post(reverse("console:role_change", args=[role.id]), {"name": "文员", "permissions": ["catalog.view"]})
    role.refresh_from_db()
    assert role.permissions == ["catalog.view"]
    chief.post(reverse("console:role_remove", args=[role.id]))
    assert not Role.objects.filter(code="clerk").exists()


def test_a_ready_made_role_has_no_form_and_says_why(chief):
    ready = Role.objects.get(code="agent")
    for name in ("console:role_change", "console:role_remove"):
        answer = chief.post(reverse(name, args=[ready.id]), {"name": "x"})
        assert (answer.status_code, "is ready-made and stays as it is" in text(answer)) == (409, True)
    assert Role.objects.get(code="agent").name == ready.name


def test_the_table_tells_own_rights_from_wide_ones(chief):
    page = chief.get(reverse("console:roles")).content.decode()
    row = re.search(r"work on requests and report the result</th>(.*?)</tr>", page, re.S)[1]
    cells = [re.findall(r'aria-label="([^"]+)"', cell) for cell in row.split("</td>")[:-1]]
    roles = list(Role.objects.order_by("ready_made", "created_at", "code").values_list("code", flat=True))
    held = {code: cell[0] for code, cell in zip(roles, cells, strict=True) if cell}
    assert held == {"administrator": "yes", "agent": "only own", "engineer": "only own", "manager": "yes"}


def test_the_tree_grows_moves_and_refuses_itself(chief, company):
    new = {"name": "华东", "code": "east", "kind": "region", "parent": "company", "region_codes": "310115 310104"}
    assert chief.post(reverse("console:unit_new"), new).status_code == 302
    east = OrganisationUnit.objects.get(code="east")
    assert (east.parent, east.region_codes) == (company[1].unit, ["310115", "310104"])
    again = chief.post(reverse("console:unit_new"), new)
    assert (again.status_code, "Something like this is already there" in text(again)) == (422, True)
    chief.post(reverse("console:unit_new"), {**new, "name": "浦东", "code": "pudong", "parent": "east"})
    refused = chief.post(reverse("console:unit_move", args=[east.id]), {"to": "pudong"})
    assert (refused.status_code, "stand below itself" in text(refused)) == (422, True)
    east.refresh_from_db()
    assert east.parent == company[1].unit
    chief.post(reverse("console:unit_use", args=[OrganisationUnit.objects.get(code="pudong").id]))
    assert not OrganisationUnit.objects.get(code="pudong").active


def test_a_team_is_made_and_people_join_and_leave(chief, user_of):
    chief.post(reverse("console:team_new"), {"name": "早班"})
    team, agent = Team.objects.get(), user_of("agent")
    members = reverse("console:team_members", args=[team.id])
    chief.post(members, {"person": "agent · agent@example.com"})
    assert list(team.members.all()) == [agent]
    unknown = chief.post(members, {"person": "nobody"})
    assert (unknown.status_code, "No one person is called “nobody”" in text(unknown)) == (422, True)
    chief.post(members, {"leaves": str(agent.id)})
    assert team.members.count() == 0


def test_company_data_are_kept_and_checked(chief):
    given = {"name": "华安电器", "currency": "CNY", "country": "CN", "language": "en", "time_zone": "Asia/Shanghai"}
    assert chief.post(reverse("console:company"), {**given, "phone": "021-1", "address": "上海"}).status_code == 302
    assert chief.post(reverse("console:company"), {**given, "currency": "yuan"}).status_code == 422
    known = Company.objects.get()
    assert (known.phone, known.address, known.currency, known.language) == ("021-1", "上海", "CNY", "en")


def test_the_token_of_another_is_revoked(chief, user_of, at):
    from aftercare.domains.accounts.actions import create_token

    user, ends = user_of("agent"), make.later(at, days=9)
    token = create_token(make.HOUSE, user, name="ERP", scopes=["all"], expires_at=ends, at=at)[0]
    assert "ERP" in text(chief.get(reverse("console:user", args=[user.id])))
    chief.post(reverse("console:user_token_revoke", args=[user.id, token.id]))
    assert Token.objects.get().revoked_at == at
