"""Tokens: one's own, no wider than the one that makes them; and the cookie of the pages."""

import pytest
from django.test import Client

from tests.surfaces.api.client import Api

FACTS = {"name": "ERP", "scopes": ["requests:read"]}


def test_a_token_opens_what_it_was_made_for(api):
    made = api("agent").post("/tokens", FACTS).json()
    assert made["expires_at"] == "2026-06-08T01:00:00Z"
    caller = Api(made["secret"])
    assert caller.get("/requests").status_code == 200
    assert caller.get("/customers").json()["code"] == "scope_lacking"


@pytest.mark.parametrize("scope", ["all", "requests:write", "customers:read"])
def test_a_token_never_makes_a_wider_one(api, scope):
    narrow = api("agent", "users:write", "requests:read")
    answer = narrow.post("/tokens", {"name": "x", "scopes": [scope]})
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_lacking")
    assert narrow.post("/tokens", {"name": "x", "scopes": ["requests:read"]}).status_code == 201


def test_an_unknown_scope_is_refused(api):
    answer = api("agent").post("/tokens", {"name": "x", "scopes": ["bogus"]})
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_scope")


def test_the_list_never_shows_a_secret(api):
    agent = api("agent")
    secret = agent.post("/tokens", FACTS).json()["secret"]
    listed = agent.get("/tokens").content.decode()
    assert (secret in listed, "ERP" in listed) == (False, True)


def test_only_ones_own_tokens_are_seen_and_revoked(api):
    theirs = api("manager").post("/tokens", FACTS).json()
    agent = api("agent")
    assert theirs["id"] not in agent.get("/tokens").content.decode()
    assert agent.delete(f"/tokens/{theirs['id']}").status_code == 404
    assert Api(theirs["secret"]).get("/requests").status_code == 200


@pytest.fixture
def browser(user_of, frozen):
    """Somebody signed in on the pages, whose browser is held to the proof against forgery."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_of("agent"))
    return client


def test_the_session_cookie_reads(browser):
    assert browser.get("/api/v1/requests").status_code == 200


def test_the_session_cookie_changes_only_with_the_proof(browser):
    body = {"customer": {"name": "王芳"}, "kind": "repair", "title": "x"}
    refused = browser.post("/api/v1/requests", body, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf_failed")
    browser.cookies["csrftoken"] = "a" * 32
    headers = {"x-csrftoken": "a" * 32}
    made = browser.post("/api/v1/requests", body, content_type="application/json", headers=headers)
    assert made.status_code == 201


def test_a_bad_token_is_not_saved_by_a_good_cookie(browser):
    assert browser.get("/api/v1/requests", headers={"authorization": "Bearer x"}).status_code == 401


def test_somebody_who_was_deactivated_is_out(token_of, user_of, frozen):
    caller = Api(token_of("agent"))
    user = user_of("agent")
    user.is_active = False
    user.save(update_fields=["is_active"])
    assert caller.get("/requests").status_code == 401


def test_a_user_is_deactivated_and_taken_back_by_a_patch(api, token_of, user_of):
    admin, caller = api("administrator"), Api(token_of("agent"))
    here = f"/users/{user_of('agent').id}"
    assert admin.patch(here, {"active": False}).json()["active"] is False
    assert caller.get("/requests").status_code == 401
    assert admin.patch(here, {"active": False, "name": "Lin"}).json()["name"] == "Lin"
    assert admin.patch(here, {"active": True}).json()["active"] is True
    assert caller.get("/requests").status_code == 401, "the token stays revoked"
    mine = f"/users/{user_of('dispatcher').id}"
    assert api("dispatcher").patch(mine, {"active": False}).status_code == 403
