"""Views and bulk moves by the API: what comes of each is told."""

from datetime import timedelta

import pytest

from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.clock import now
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent(api):
    return api("agent")


def test_a_view_is_made_changed_and_deleted(agent):
    made = agent.post("/views", {"name": "加急", "query": {"priority": ["urgent"]}, "columns": ["state"]}).json()
    assert (made["owner"]["name"], made["shared"], made["role"], made["version"]) == ("agent", "nobody", None, 1)
    here = f"/views/{made['id']}"
    assert agent.patch(here, {"shared": "role", "role": "agent"}).json()["role"] == "agent"
    assert [view["name"] for view in agent.get("/views?shared=role").json()["items"]] == ["加急"]
    assert agent.delete(here).status_code == 204
    assert agent.get(here).status_code == 404


def test_a_filter_the_list_does_not_have_is_refused_at_its_field(agent):
    answer = agent.post("/views", {"name": "红", "query": {"colour": ["red"]}})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["query"])


def test_several_are_moved_each_by_itself(agent, at):
    served = make.customer(at)
    one, other = (make.request(at, customer_=served, title=title) for title in ("漏水", "异响"))
    ids = [str(one.id), str(other.id), "01a20127-bdc8-773e-8da4-c162f53d77e0"]
    body = {"verb": "cancel", "ids": [*ids, ids[0]], "body": {"reason": "Gone."}}
    told = agent.post("/requests/bulk", body).json()
    assert (told["done"], told["refused"]) == (2, 1)
    assert [(item["id"], item["done"], item["code"]) for item in told["items"]] == [
        (ids[0], True, None),
        (ids[1], True, None),
        (ids[2], False, "not_found"),
    ]
    assert list(ServiceRequest.objects.values_list("state", flat=True)) == ["cancelled", "cancelled"]


def test_the_same_key_moves_once(agent, at):
    body = {"verb": "cancel", "ids": [str(make.request(at).id)], "body": {"reason": "Gone."}}
    first, again = (agent.post("/requests/bulk", body, idempotency_key="k1").json() for _again in range(2))
    assert (first, first["done"]) == (again, 1)


@pytest.mark.parametrize("change", [{"verb": "conclude"}, {"ids": []}, {"body": {}}])
def test_a_move_that_is_not_for_several_is_refused(agent, at, change):
    body = {"verb": "cancel", "ids": [str(make.request(at).id)], "body": {"reason": "Gone."}, **change}
    assert agent.post("/requests/bulk", body).status_code == 422
    assert ServiceRequest.objects.get().state == "pending"


def test_many_are_not_given_to_nobody(api, at):
    wanted = make.request(at)
    body = {"verb": "assign", "ids": [str(wanted.id)], "body": {"engineer_id": None, "note": "x"}}
    answer = api("dispatcher").post("/requests/bulk", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "assignee_needed")


def test_several_are_given_by_the_rules_with_and_without_a_body(api, at):
    make.engineer(at)
    served = make.customer(at)
    one, other = (make.request(at, customer_=served, title=title) for title in ("漏水", "异响"))
    for wanted, body in ((one, {}), (other, {"body": {}})):
        told = api("dispatcher").post("/requests/bulk", {"verb": "auto_assign", "ids": [str(wanted.id)], **body})
        assert (told.status_code, told.json()["done"]) == (200, 1)
    assert list(ServiceRequest.objects.values_list("state", flat=True)) == ["assigned", "assigned"]


def test_several_rest_and_wake_together(api, at):
    dispatcher, wanted = api("dispatcher"), make.request(at)
    waits = {"reason": "customer", "until": (now() + timedelta(days=30)).isoformat()}
    for verb, body, state in (("suspend", waits, "suspended"), ("resume", {}, "pending")):
        told = dispatcher.post("/requests/bulk", {"verb": verb, "ids": [str(wanted.id)], "body": body})
        assert (told.status_code, told.json()["items"]) == (
            200,
            [{"id": str(wanted.id), "done": True, "code": None, "detail": None}],
        )
        wanted.refresh_from_db()
        assert wanted.state == state
