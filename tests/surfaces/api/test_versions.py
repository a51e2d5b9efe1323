"""Nobody overwrites what they have not seen, and nobody fetches what they already hold."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.make import request
from tests.surfaces.api.client import Api
from tests.surfaces.api.test_idempotency import _committed_token


def test_a_held_version_is_not_sent_again(api, at):
    agent, here = api("agent"), f"/requests/{request(at).id}"
    first = agent.get(here)
    again = agent.get(here, if_none_match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert "Content-Type" not in again
    agent.patch(here, {"priority": "high"})
    assert agent.get(here, if_none_match=first["ETag"]).status_code == 200


def test_a_stale_change_is_refused_and_changes_nothing(api, at):
    agent, here = api("agent"), f"/requests/{request(at).id}"
    seen = agent.get(here)["ETag"]
    assert agent.patch(here, {"priority": "high"}, if_match=seen).status_code == 200
    answer = agent.patch(here, {"priority": "low"}, if_match=seen)
    assert (answer.status_code, answer.json()["code"]) == (412, "stale")
    assert answer.json()["detail"] == "Somebody changed this meanwhile; read it again and repeat your change."
    assert agent.get(here).json()["priority"] == "high"


@pytest.mark.parametrize("tag", ['"1"', "*", 'W/"1"', "1"])
def test_the_present_version_lets_a_move_through(api, at, tag):
    answer = api("agent").post(f"/requests/{request(at).id}/cancel", {"reason": "不需要了"}, if_match=tag)
    assert answer.json()["state"] == "cancelled"


@pytest.mark.parametrize("tag", ['"2"', '"x"', '"99999999999999"', '""', '"²"'])
def test_any_other_tag_is_stale(api, at, tag):
    here = f"/requests/{request(at).id}"
    assert api("agent").post(f"{here}/cancel", {"reason": "不需要了"}, if_match=tag).status_code == 412
    assert api("agent").get(here).json()["state"] == "pending"


def test_records_have_versions_too(api, at):
    manager = api("administrator")
    made = manager.post("/parts", {"number": "CAP-35UF", "name": "启动电容"})
    here = f"/parts/{made.json()['id']}"
    assert manager.patch(here, {"name": "电容"}, if_match=made["ETag"]).status_code == 200
    assert manager.patch(here, {"name": "电阻"}, if_match=made["ETag"]).status_code == 412


@pytest.mark.django_db(transaction=True)
def test_of_many_changes_to_one_version_one_is_made(at):
    from django.db import connections

    token = _committed_token(at)
    here = f"/requests/{request(at).id}"

    def change(number: int) -> int:
        try:
            return Api(token).patch(here, {"title": f"第 {number} 次"}, if_match='"1"').status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as many:
        statuses = list(many.map(change, range(16)))
    assert sorted(statuses) == [200, *[412] * 15]
    assert Api(token).get(here)["ETag"] == '"2"'
