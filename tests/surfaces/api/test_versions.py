"""Nobody overwrites what they have not seen, and nobody fetches what they already hold."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from aftercare.domains.dispatch.actions import Slot, assign_by_hand
from aftercare.domains.dispatch.models import Visit
from aftercare.domains.requests.actions import conclude_request, lock_request
from tests.locks import locks
from tests.make import HOUSE, engineer, later, request
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


def request_locks(taken) -> list[str]:
    return [params for table, params in taken if table == "requests_servicerequest"]


def test_a_visit_is_compared_after_its_request_is_locked_as_every_move_of_it_locks(api, user_of, at):
    worker = engineer(at, user=user_of("engineer"))
    given = assign_by_hand(HOUSE, request(at), engineer=worker, slot=Slot(at, later(at, hours=1)), at=at)
    visit = Visit.objects.get(request=given)
    with locks() as taken:
        answer = api("dispatcher").post(f"/visits/{visit.id}/confirm", if_match=f'"{visit.version}"')
    assert (answer.status_code, answer.json()["state"]) == (200, "confirmed")
    both = [table for table, _params in taken if table in ("requests_servicerequest", "dispatch_visit")]
    assert both[:2] == ["requests_servicerequest", "dispatch_visit"]
    assert api("dispatcher").post(f"/visits/{visit.id}/travel", if_match=f'"{visit.version}"').status_code == 412


def test_what_is_reopened_is_compared_after_the_request_above_is_locked(api, at):
    above = request(at)
    below = request(at, customer_=above.customer, parent=above)
    lock_request(HOUSE, below, at=below.required_at)
    closed = conclude_request(HOUSE, below, decision="goodwill", reason="ok", at=below.required_at)
    with locks() as taken:
        answer = api("agent").post(f"/requests/{below.id}/reopen", {"reason": "又坏了"}, if_match=f'"{closed.version}"')
    assert (answer.status_code, answer.json()["state"]) == (200, "pending")
    first, second, *_more = request_locks(taken)
    assert (str(above.id) in first, str(below.id) in second) == (True, True)


@pytest.mark.parametrize("newer", [True, False])
def test_what_is_merged_is_compared_in_the_order_in_which_both_are_locked(api, at, newer):
    older = request(at)
    twin = request(at, customer_=older.customer)
    merged, into = (twin, older) if newer else (older, twin)
    with locks() as taken:
        answer = api("agent").post(f"/requests/{merged.id}/merge", {"into": str(into.id)}, if_match='"1"')
    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
    ids = [str(older.id) if str(older.id) in locked else str(twin.id) for locked in request_locks(taken)]
    assert list(dict.fromkeys(ids)) == [str(older.id), str(twin.id)]


@pytest.mark.parametrize(
    ("here", "body"),
    [
        ("/record_rules/repair", {"require_photo": True}),
        ("/call_back_rules/repair", {"most_tries": 2}),
        ("/billing_rules/repair", {"accepted_before_start": True}),
        ("/billing_settings", {"validity_days": 14, "remind_days": 2, "tolerance_percent": "5.00"}),
        ("/approval_limits/CNY", {"amount": "100.00", "discount_percent": "5.00"}),
        ("/templates/received/en", {"subject": "Yours", "text": "We have it."}),
    ],
)
def test_of_two_who_say_what_holds_the_second_is_told(api, company, here, body):
    manager = api("manager")
    seen = manager.put(here, body)["ETag"]
    after = manager.put(here, body, if_match=seen)
    assert (after.status_code, after["ETag"]) == (200, f'"{after.json()["version"]}"')
    assert manager.put(here, body, if_match=seen).status_code == 412
    assert manager.put(here, body, if_match='"0"').status_code == 412
    assert manager.put(here, body).status_code == 200


def test_what_nobody_has_set_yet_has_version_nought(api, company):
    body, manager = {"amount": "100.00", "discount_percent": "5.00"}, api("manager")
    assert manager.put("/approval_limits/EUR", body, if_match='"1"').status_code == 412
    assert manager.put("/approval_limits/EUR", body, if_match='"0"').json()["version"] == 1
