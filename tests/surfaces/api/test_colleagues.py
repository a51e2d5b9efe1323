"""Watching, mentioning, splitting and untying through the API."""

import pytest

from aftercare.domains.requests.models import RequestLink, RequestWatcher
from aftercare.kit.files import store_file
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def wanted(at):
    return make.request(at)


def test_watching_answers_with_everybody_who_watches(api, user_of, wanted):
    agent, here = api("agent"), f"/requests/{wanted.id}"
    watching = agent.call("POST", f"{here}/watch", {}).json()["items"]
    assert [one["person"]["name"] for one in watching] == [user_of("agent").name]
    assert agent.call("GET", f"{here}/watchers").json()["items"] == watching
    assert agent.call("POST", f"{here}/unwatch", {}).json()["items"] == []


def test_a_note_mentions_colleagues_and_names_its_files(api, user_of, wanted, at):
    file = store_file(subject=wanted.ref, name="a.png", content=make.picture(), actor=make.HOUSE, internal=True, at=at)
    body = {"text": "@经理", "mentioned": [str(user_of("manager").id)], "file_ids": [str(file.id)]}
    made = api("agent").call("POST", f"/requests/{wanted.id}/notes", body)
    assert (made.status_code, made.json()["file_ids"]) == (201, [str(file.id)])
    assert RequestWatcher.objects.get().person == user_of("manager")


def test_an_internal_file_is_not_shown_with_a_reply(api, wanted, at):
    file = store_file(subject=wanted.ref, name="a.png", content=make.picture(), actor=make.HOUSE, internal=True, at=at)
    body = {"text": "见图", "internal": False, "file_ids": [str(file.id)]}
    refused = api("agent").call("POST", f"/requests/{wanted.id}/notes", body)
    assert (refused.status_code, refused.json()["code"]) == (422, "shown_otherwise")
    assert wanted.notes.count() == 0


def test_splitting_answers_with_the_new_request(api, wanted):
    made = api("agent").call("POST", f"/requests/{wanted.id}/split", {"title": "遥控器失灵", "kind": "repair"})
    assert (made.status_code, made.json()["title"], made.json()["state"]) == (201, "遥控器失灵", "pending")
    assert [str(link.request_id) for link in RequestLink.objects.all()] == [made.json()["id"]]


def test_a_call_that_reached_nobody_says_so(api, wanted):
    body = {"channel": "phone", "direction": "out", "outcome": "no_answer", "follow_up_at": "2026-03-11T01:00:00Z"}
    made = api("agent").call("POST", f"/requests/{wanted.id}/communications", body)
    assert (made.status_code, made.json()["outcome"]) == (201, "no_answer")
