"""Every no is a problem: its shape, its status, its language, and nothing of our insides."""

import pytest
from django.db import OperationalError, connection

from aftercare.domains.catalog.actions import add_product
from aftercare.domains.devices.actions import register_device
from aftercare.domains.requests.models import ServiceRequest
from tests.make import HOUSE, customer, request
from tests.surfaces.api.client import Api

NOBODY = "01a20127-bdc8-773e-8da4-c162f53d77e0"


def told(answer):
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["type"] == f"/api/v1/docs#problem-{body['code']}"
    return answer.status_code, body["code"]


def test_nobody_gets_in_without_a_token(db):
    answer = Api().get("/requests")
    assert told(answer) == (401, "not_signed_in")
    assert answer["WWW-Authenticate"] == 'Bearer realm="Aftercare"'


@pytest.mark.parametrize("header", ["Bearer nonsense", "Bearer ", "Basic YTpi", "nonsense"])
def test_a_token_that_opens_nothing_is_refused(db, header):
    assert told(Api(authorization=header).get("/requests")) == (401, "bad_token")


def test_a_token_ends(api, frozen):
    agent = api("agent")
    assert agent.get("/requests").status_code == 200
    frozen.shift(31 * 24 * 3600)
    assert told(agent.get("/requests")) == (401, "bad_token")


def test_a_revoked_token_stops_at_once(api):
    agent = api("agent")
    mine = agent.get("/tokens").json()["items"][0]
    assert agent.delete(f"/tokens/{mine['id']}").status_code == 204
    assert told(agent.get("/tokens")) == (401, "bad_token")


def test_a_role_taken_back_is_gone_at_once(api, user_of, at):
    from aftercare.domains.accounts.actions import take_grant
    from aftercare.domains.accounts.models import Grant
    from aftercare.kit.actor import system

    agent = api("agent")
    assert agent.get("/requests").status_code == 200
    take_grant(system("tests"), Grant.objects.get(user=user_of("agent")), at=at)
    assert told(agent.get("/requests")) == (403, "not_allowed")


@pytest.mark.parametrize(
    ("scopes", "method", "path", "status"),
    [
        (["requests:read"], "get", "/requests", 200),
        (["requests:read"], "post", "/requests", 403),
        (["requests:write"], "get", "/requests", 200),
        (["customers:write"], "get", "/requests", 403),
        (["all"], "get", "/requests", 200),
    ],
)
def test_a_token_reaches_as_far_as_its_scopes(api, scopes, method, path, status):
    assert getattr(api("agent", *scopes), method)(path).status_code == status


def test_a_lacking_scope_is_named(api):
    answer = api("agent", "customers:read").get("/requests")
    assert told(answer) == (403, "scope_lacking")
    assert answer.json()["detail"] == "This token does not reach here: it needs the scope “requests:read”."


def test_a_lacking_right_is_named(api):
    answer = api("callback").post("/requests", {"customer": {"name": "王芳"}, "kind": "repair", "title": "x"})
    assert told(answer) == (403, "not_allowed")
    assert answer.json()["detail"] == "You may not do this: it needs the right “enter requests”."


def test_an_absent_thing_and_a_malformed_id_are_absent(api):
    agent = api("agent")
    assert told(agent.get(f"/requests/{NOBODY}")) == (404, "not_found")
    assert told(agent.get("/requests/nonsense")) == (404, "unknown_address")
    assert told(agent.get("/nonsense")) == (404, "unknown_address")


def test_a_stranger_learns_nothing_about_what_exists(api, at):
    real = request(at)
    stranger = api("stranger")
    there, nowhere = stranger.get(f"/requests/{real.id}"), stranger.get(f"/requests/{NOBODY}")
    assert (there.status_code, there.content) == (404, nowhere.content)
    assert {**there.headers, "Content-Length": ""} == {**nowhere.headers, "Content-Length": ""}


def test_a_method_that_is_not_there_names_those_that_are(api):
    answer = api("agent").delete("/requests")
    assert told(answer) == (405, "method_not_allowed")
    assert answer["Allow"] == "GET, POST"


def test_each_field_that_cant_be_used_has_its_sentence(api):
    answer = api("agent").post("/requests", {"title": 1, "kind": "", "colour": "red", "priority": "now"})
    assert told(answer) == (422, "bad_input")
    assert answer.json()["errors"] == {
        "title": "This must be a text.",
        "kind": "Write something here; it may not be empty.",
        "colour": "There is no such field here.",
        "priority": "Choose one of: urgent, high, normal, low.",
    }


INSTANTS = ["1773104400", 1773104400, "2026-03-10", "tomorrow", "0.5", "9999-12-31T00:00:00Z", None]


@pytest.mark.parametrize("value", INSTANTS)
def test_an_instant_is_a_text_with_a_zone(api, at, value):
    body = {"reason": "customer", "until": value}
    answer = api("manager").post(f"/requests/{request(at).id}/suspend", body)
    assert told(answer) == (422, "bad_input")
    assert list(answer.json()["errors"]) == ["until"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b'{"text": "\xd8"}'])
def test_a_body_that_is_no_object_is_refused(api, at, body):
    answer = api("agent").post(f"/requests/{request(at).id}/notes", body)
    assert answer.status_code == 422


def test_a_text_with_nul_never_reaches_the_database(api, at):
    answer = api("agent").post(f"/requests/{request(at).id}/notes", {"text": "a\x00b"})
    assert answer.json()["errors"] == {"text": "A text can't hold the character NUL."}
    assert api("agent").get("/requests?q=a%00b").status_code == 422


def test_a_misspelt_filter_is_refused(api):
    answer = api("agent").get("/requests?stat=pending")
    assert told(answer) == (422, "bad_input")
    assert answer.json()["errors"] == {"stat": "There is no such field here."}


def test_a_body_that_is_too_large_is_refused(api, at, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
    answer = api("agent").post(f"/requests/{request(at).id}/notes", {"text": "x" * 1_100_000})
    assert told(answer) == (413, "too_large")


def test_the_sentence_is_told_in_the_callers_language(api):
    answer = api("agent").get(f"/requests/{NOBODY}", accept_language="zh-hans")
    assert answer["Content-Language"] == "zh-hans"


def test_without_a_wish_the_language_is_the_users_own(token_of, user_of, at, frozen):
    from aftercare.domains.accounts.actions import change_user
    from aftercare.kit.actor import system

    token = token_of("agent")
    change_user(system("tests"), user_of("agent"), language="en", at=at)
    caller = Api(token)
    del caller.client.headers  # the client sends no Accept-Language then
    caller.client.defaults.pop("HTTP_ACCEPT_LANGUAGE")
    assert caller.get(f"/requests/{NOBODY}")["Content-Language"] == "en"


def test_a_mistake_of_ours_tells_nothing_of_our_insides(api, monkeypatch, caplog):
    from aftercare.surfaces.api import tasks

    monkeypatch.setattr(tasks, "visible_tasks", lambda actor: 1 / 0)
    answer = api("agent").get("/tasks")
    assert told(answer) == (500, "server_error")
    assert "division" not in answer.content.decode()
    assert "ZeroDivisionError" in caplog.text


FULL = """CREATE FUNCTION pg_temp.full() RETURNS trigger LANGUAGE plpgsql
            AS $$ BEGIN RAISE EXCEPTION USING errcode = 'disk_full', message = 'No space left on device'; END $$;
          CREATE TRIGGER full_disk BEFORE INSERT ON procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION pg_temp.full()"""


def test_a_disk_that_fills_up_while_reactions_are_queued_is_no_mistake_of_ours(api):
    with connection.cursor() as cursor:
        cursor.execute(FULL)
    body = {"customer": {"name": "王芳", "phone": "13800138000"}, "kind": "repair", "title": "不制冷"}
    answer = api("agent").post("/requests", body)
    assert told(answer) == (503, "out_of_service")
    assert answer["Retry-After"] == "5"
    assert ServiceRequest.objects.count() == 0


def test_a_database_that_is_away_is_said_to_be(api, monkeypatch):
    from aftercare.surfaces.api import tasks

    def away(actor):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(tasks, "visible_tasks", away)
    answer = api("agent").get("/tasks")
    assert told(answer) == (503, "out_of_service")
    assert answer["Retry-After"] == "5"


def test_the_same_name_twice_is_a_conflict(api):
    manager = api("administrator")
    assert manager.post("/teams", {"name": "华东一组"}).status_code == 201
    assert told(manager.post("/teams", {"name": "华东一组"})) == (409, "already_there")


def test_too_many_calls_are_told_to_wait(api, monkeypatch):
    from aftercare.surfaces.api import limits

    monkeypatch.setattr(limits, "BUCKETS", limits.Buckets(per_second=0.5, burst=2))
    agent = api("agent")
    assert [agent.get("/tasks").status_code for _ in range(3)] == [200, 200, 429]
    answer = agent.get("/tasks")
    assert told(answer) == (429, "too_many_calls")
    assert answer["Retry-After"] in ("1", "2")


def test_the_limit_is_each_tokens_own_and_fills_again():
    from uuid import uuid4

    from aftercare.surfaces.api.limits import Buckets

    buckets, one, other = Buckets(per_second=2, burst=2), uuid4(), uuid4()
    assert [buckets.take(one, at=10.0) for _ in range(3)] == [0, 0, 0.5]
    assert buckets.take(other, at=10.0) == 0
    assert buckets.take(one, at=10.5) == 0


def test_a_phone_number_is_masked_and_its_reading_recorded(api, at):
    wang = customer(at)
    agent = api("agent")
    (contact,) = agent.get(f"/contacts?customer_id={wang.id}").json()["items"]
    assert contact["phone"] == "138****8000"
    revealed = agent.post(f"/contacts/{contact['id']}/reveal_phone")
    assert revealed.json() == {"phone": "+8613800138000"}
    facts = api("manager").get(f"/audit?subject_id={contact['id']}").json()["items"]
    assert facts[0]["kind"] == "contact.phone_revealed"


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "3000-01-01", "9999-12-31"])
def test_a_day_beyond_every_sum_is_refused_as_a_mistake_of_the_callers(api, at, day):
    owner = customer(at)
    product = add_product(HOUSE, number="KFR", name="空调", at=at)
    device = register_device(HOUSE, product=product, customer=owner, at=at)
    asked = api("manager").get(f"/devices/{device.id}/coverage?on={day}")
    told_of = api("manager").patch(f"/devices/{device.id}", {"sold_date": day})
    assert (asked.status_code, told_of.status_code) == (422, 422)
    assert told_of.json()["errors"] == {"sold_date": "This lies outside the years 1900 to 2999."}


def test_a_text_that_is_too_short_is_counted_in_characters(api):
    given = {"email": "li@example.com", "name": "李工", "password": "kurz"}
    answer = api("administrator").post("/users", given)
    assert answer.json()["errors"]["password"] == "This must be at least 10 characters long."
