"""A command that arrives twice is done once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from aftercare.kit.models import AnsweredCommand, LedgerEntry
from tests.make import customer, request
from tests.surfaces.api.client import Api

BODY = {"customer": {"name": "王芳", "phone": "13800138000"}, "kind": "repair", "title": "空调不制冷"}


def requests_in_all() -> int:
    from aftercare.domains.requests.models import ServiceRequest

    return ServiceRequest.objects.count()


def test_the_same_key_and_body_give_the_same_answer_once_more(api):
    agent = api("agent")
    first = agent.post("/requests", BODY, idempotency_key="k1")
    again = agent.post("/requests", BODY, idempotency_key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert (again["ETag"], again["Location"]) == (first["ETag"], first["Location"])
    assert requests_in_all() == 1


def test_the_answer_is_given_again_even_when_the_thing_moved_on(api):
    agent = api("agent")
    first = agent.post("/requests", BODY, idempotency_key="k1")
    agent.post(f"/requests/{first.json()['id']}/cancel", {"reason": "不需要了"})
    assert agent.post("/requests", BODY, idempotency_key="k1").json()["state"] == "pending"


def test_another_body_under_the_key_is_refused(api):
    agent = api("agent")
    agent.post("/requests", BODY, idempotency_key="k1")
    answer = agent.post("/requests", {**BODY, "title": "漏水"}, idempotency_key="k1")
    assert (answer.status_code, answer.json()["code"]) == (409, "key_reused")
    assert requests_in_all() == 1


def test_another_address_under_the_key_is_refused(api, at):
    agent, here = api("agent"), f"/requests/{request(at).id}"
    agent.post(f"{here}/notes", {"text": "x"}, idempotency_key="k1")
    assert agent.post(f"{here}/cancel", {"reason": "x"}, idempotency_key="k1").status_code == 409


def test_keys_of_two_people_do_not_meet(api):
    one = api("agent").post("/requests", BODY, idempotency_key="k1").json()
    other = api("manager").post("/requests", BODY, idempotency_key="k1").json()
    assert one["id"] != other["id"]


def test_a_refusal_is_not_kept_so_the_key_may_be_tried_again(api, at):
    agent, dispatcher = api("agent"), api("dispatcher")
    here = f"/requests/{request(at).id}"
    refused = agent.post(f"{here}/resume", {}, idempotency_key="k1")
    assert refused.status_code == 409
    agent.post(f"{here}/suspend", {"reason": "customer", "until": "2026-03-11T01:00:00Z"})
    assert agent.post(f"{here}/resume", {}, idempotency_key="k1").json()["state"] == "pending"
    assert dispatcher.get(here).json()["state"] == "pending"


@pytest.mark.parametrize("key", ["", " ", "k" * 201, "schlüssel"])
def test_a_key_that_is_none_is_refused(api, key):
    answer = api("agent").post("/requests", BODY, idempotency_key=key)
    assert answer.status_code == 422
    assert requests_in_all() == 0


def test_a_secret_is_shown_once_even_to_the_same_key(api):
    agent = api("agent")
    body = {"name": "ERP", "scopes": ["requests:read"]}
    first = agent.post("/tokens", body, idempotency_key="k1").json()
    again = agent.post("/tokens", body, idempotency_key="k1").json()
    assert first["secret"].startswith("act_")
    assert again == {**first, "secret": None}


def test_a_phone_number_is_told_once_and_kept_nowhere_else(api, at):
    agent, contact = api("agent"), customer(at).contacts.get()
    here = f"/contacts/{contact.id}/reveal_phone"
    answers = [agent.post(here, idempotency_key="k1").json() for _ in range(2)]
    assert answers == [{"phone": "+8613800138000"}, {"phone": None}]
    assert "13800138000" not in str(AnsweredCommand.objects.get().answer)
    assert LedgerEntry.objects.filter(kind="contact.phone_revealed").count() == 1


def _committed_token(at) -> str:
    """An agent's token that other connections see too."""
    from aftercare.domains.accounts.actions import create_token, create_user, ensure_ready_roles, give_grant
    from aftercare.kit.actor import system
    from aftercare.kit.clock import now

    by = system("tests")
    ensure_ready_roles(by, at=at)
    user = create_user(by, email="agent@example.com", name="agent", at=at)
    give_grant(by, user, role="agent", at=at)
    ends = now() + timedelta(days=1)
    return create_token(by, user, name="t", scopes=["all"], expires_at=ends, at=at)[1]


@pytest.mark.django_db(transaction=True)
def test_a_hundred_parallel_posts_with_one_key_make_one_request(at):
    from django.db import connections

    token, wang = _committed_token(at), customer(at)
    body = {"customer_id": str(wang.id), "kind": "repair", "title": "空调不制冷"}

    def post(_number: int) -> tuple[int, bytes]:
        try:
            answer = Api(token).post("/requests", body, idempotency_key="the-same")
            return answer.status_code, answer.content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as many:
        answers = list(many.map(post, range(100)))
    assert {status for status, _body in answers} == {201}
    assert len({content for _status, content in answers}) == 1
    assert requests_in_all() == 1
