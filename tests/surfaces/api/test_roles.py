"""Roles through the API: whether one demands a second factor, and how many of its holders have none."""

import pytest

from aftercare.domains.accounts.models import Role

pytestmark = pytest.mark.django_db


def test_a_ready_made_role_may_demand_a_second_factor_and_stays_what_it_is(api, company):
    admin, id = api("administrator"), Role.objects.get(code="agent").id
    api("agent")
    before = admin.get(f"/roles/{id}").json()
    assert (before["demands_second_factor"], before["without_second_factor"]) == (False, 1)
    after = admin.patch(f"/roles/{id}", {"demands_second_factor": True})
    assert (after.status_code, after.json()["demands_second_factor"]) == (200, True)
    refused = admin.patch(f"/roles/{id}", {"demands_second_factor": False, "name": "x"})
    assert (refused.status_code, refused.json()["code"]) == (409, "role_ready_made")
    assert Role.objects.get(code="agent").demands_second_factor


def test_how_many_lack_one_is_told_to_whoever_may_set_it(api, company):
    id = Role.objects.get(code="agent").id
    assert api("manager").get(f"/roles/{id}").json()["without_second_factor"] is None
    roles = api("administrator").get("/roles").json()["items"]
    told = {role["code"]: role["without_second_factor"] for role in roles}
    assert (told["manager"], told["agent"], told["administrator"]) == (1, 0, 1)


def test_a_new_role_may_demand_one_from_its_first_day(api, company):
    given = {"code": "clerk", "name": "文员", "demands_second_factor": True}
    assert api("administrator").post("/roles", given).json()["demands_second_factor"] is True
    assert Role.objects.get(code="clerk").demands_second_factor


def test_a_token_goes_on_where_the_person_has_none(api, company):
    admin, id = api("administrator"), Role.objects.get(code="administrator").id
    assert admin.patch(f"/roles/{id}", {"demands_second_factor": True}).status_code == 200
    assert admin.get("/users/me").status_code == 200
