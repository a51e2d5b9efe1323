"""Who could go and why engineers were chosen, over HTTP: read, decided on, and read again later."""

from aftercare.domains.workforce.actions import record_absence
from tests.make import HOUSE, engineer, later
from tests.surfaces.api.test_requests import entered


def test_candidates_come_with_their_score_and_reasons(api, user_of, at):
    worker = engineer(at, user=user_of("engineer"))
    here = f"/requests/{entered(api('agent'))['id']}"
    told = api("dispatcher").get(f"{here}/candidates").json()
    assert told["chosen_id"] == str(worker.id)
    assert [(one["name"], one["accepted"]) for one in told["items"]] == [("李工", True)]
    assert {part["code"] for part in told["items"][0]["parts"]} >= {"travel"}
    assert api("callback").get(f"{here}/candidates").status_code == 403


def test_a_request_is_assigned_by_the_rules(api, user_of, at):
    engineer(at, user=user_of("engineer"))
    here = f"/requests/{entered(api('agent'))['id']}"
    assert api("dispatcher").post(f"{here}/auto_assign", {}).json()["engineer"]["name"] == "李工"


def test_a_decision_on_the_list_that_was_read_keeps_it_and_is_refused_where_it_changed(api, user_of, at):
    first, second = engineer(at, user=user_of("engineer")), engineer(at, name="张工", code="E2")
    here = f"/requests/{entered(api('agent'))['id']}"
    dispatcher = api("dispatcher")
    shown = dispatcher.get(f"{here}/candidates").json()
    assert dispatcher.post(f"{here}/assign", {"engineer_id": str(second.id), "proposal": "x"}).status_code == 422
    given = {"engineer_id": str(second.id), "proposal": shown["proposal"], "note": "离得近"}
    assert dispatcher.post(f"{here}/assign", given).status_code == 200
    (kept,) = dispatcher.get(f"{here}/decisions").json()["items"]
    assert (kept["by_hand"], kept["overridden"], kept["engineer_id"]) == (True, True, str(second.id))
    assert (kept["proposed_id"], [one["name"] for one in kept["candidates"]]) == (str(first.id), ["李工", "张工"])
    assert kept["seen_at"] == kept["decided_at"]
    record_absence(HOUSE, first, start_at=at, end_at=later(at, days=30), at=at)
    refused = dispatcher.post(f"{here}/auto_assign", {"proposal": shown["proposal"]})
    assert (refused.status_code, refused.json()["code"]) == (409, "proposal_changed")
