"""Service records and files over HTTP: written while the work goes on, complete when it is handled."""

import pytest

from tests.surfaces.api.cast import Upload
from tests.surfaces.api.world import World

PNG = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAA"
    "AABJRU5ErkJggg=="
)


@pytest.fixture
def world(user_of, company, at):
    return World(user_of, company[1].unit, at)


def test_a_record_is_written_bit_by_bit_and_completed_by_handling(api, world):
    worker, here = api("engineer"), f"/requests/{world.started.id}"
    first = worker.put(f"{here}/record", {"problem": "不制冷", "parts": [{"part": "CAP-35UF", "quantity": 1}]}).json()
    assert (first["state"], first["result"], first["problem"]) == ("draft", None, "不制冷")
    record = {
        "work_done": "更换电容，试机正常",
        "labour_minutes": 45,
        "costs": [{"kind": "toll", "amount": {"amount": "12.50", "currency": "CNY"}}],
        "readings": [{"name": "运行电流", "value": 4.2, "unit": "A"}],
        "signature": PNG,
        "signed_by": "王芳",
    }
    assert worker.post(f"{here}/handle", {"record": record}).json()["state"] == "handled"
    (told,) = worker.get(f"{here}/records").json()["items"]
    assert (told["state"], told["result"], told["attempt"]) == ("complete", "solved", 1)
    assert [(line["part"], line["quantity"], line["charged"]) for line in told["parts"]] == [
        ("CAP-35UF", "1", False)
    ]  # the agreement pays
    assert told["costs"][0]["amount"] == {"amount": "12.50", "currency": "CNY"}
    assert told["readings"] == [{"name": "运行电流", "value": "4.2", "unit": "A"}]
    assert told["signed_by"] == "王芳"
    assert worker.get(f"{here}/files/{told['signature_id']}").content.startswith(b"\x89PNG")


def test_a_signature_that_is_no_picture_is_refused(api, world):
    record = {"work_done": "x", "labour_minutes": 1, "signature": "///"}
    answer = api("engineer").post(f"/requests/{world.started.id}/handle", {"record": record})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


def test_a_part_nobody_knows_is_refused_with_the_nearest(api, world):
    record = {"work_done": "x", "labour_minutes": 1, "parts": [{"part": "CAP-35", "quantity": 1}]}
    answer = api("engineer").post(f"/requests/{world.started.id}/handle", {"record": record})
    assert answer.status_code == 422
    assert "CAP-35UF" in answer.json()["detail"]
    assert api("engineer").get(f"/requests/{world.started.id}").json()["state"] == "in_progress"


def test_figures_are_corrected_on_signing_off(api, world):
    manager, here = api("manager"), f"/requests/{world.closed.id}"
    (told,) = manager.get(f"{here}/records").json()["items"]
    correction = {"record_id": told["id"], "labour_minutes": 30}
    assert manager.post(f"{here}/sign_off", {"accepted": True, "corrections": [correction]}).status_code == 200
    (accepted,) = manager.get(f"{here}/records").json()["items"]
    assert (accepted["state"], accepted["labour_minutes"]) == ("accepted", 30)


def test_a_failed_try_is_told_with_as_much_of_a_record_as_there_is(api, world):
    worker, here = api("engineer"), f"/requests/{world.started.id}"
    failed = {"outcome": "part_missing", "record": {"travel_minutes": 20}}
    assert worker.post(f"{here}/fail", failed).json()["state"] == "pending"
    (told,) = worker.get(f"{here}/records").json()["items"]
    assert (told["result"], told["work_done"], told["travel_minutes"], told["labour_minutes"]) == ("failed", "", 20, 0)


def test_the_record_of_an_earlier_attempt_is_corrected_by_its_id(api, world):
    worker, manager, here = api("engineer"), api("manager"), f"/requests/{world.started.id}"
    worker.post(f"{here}/fail", {"outcome": "unsolved", "record": {"labour_minutes": 300}})
    api("dispatcher").post(f"{here}/assign", {"engineer_id": str(world.engineer.id)})
    worker.post(f"{here}/start", {})
    worker.post(f"{here}/handle", {"record": {"work_done": "更换电容", "labour_minutes": 45}})
    api("callback").post(f"{here}/confirm", {"satisfaction": 5})
    manager.post(f"{here}/sign_off", {"accepted": False, "reason": "300?"})
    first, second = worker.get(f"{here}/records").json()["items"]
    corrected = worker.patch(f"{here}/records/{first['id']}", {"labour_minutes": 30}).json()
    assert (corrected["attempt"], corrected["state"], corrected["labour_minutes"]) == (1, "complete", 30)
    assert manager.get(here).json()["next_step"]["role"] == "engineer"
    worker.patch(f"{here}/records/{second['id']}", {"labour_minutes": 40})
    assert manager.get(here).json()["next_step"]["role"] == "manager"
    elsewhere = f"/requests/{world.closed.id}/records/{first['id']}"
    assert worker.patch(elsewhere, {"labour_minutes": 1}).status_code == 404


def test_a_record_somebody_else_changed_is_not_overwritten(api, world):
    worker, here = api("engineer"), f"/requests/{world.started.id}"
    worker.post(f"{here}/handle", {"record": {"work_done": "更换电容", "labour_minutes": 10}})
    (seen,) = worker.get(f"{here}/records").json()["items"]
    address, tag = f"{here}/records/{seen['id']}", f'"{seen["version"]}"'
    changed = worker.patch(address, {"labour_minutes": 20}, if_match=tag)
    assert (changed.status_code, changed.json()["version"]) == (200, seen["version"] + 1)
    answer = worker.patch(address, {"labour_minutes": 30}, if_match=tag)
    assert (answer.status_code, answer.json()["code"]) == (412, "stale")
    assert [record["labour_minutes"] for record in worker.get(f"{here}/records").json()["items"]] == [20]


def test_a_file_is_attached_listed_and_read(api, world):
    agent, here = api("agent"), f"/requests/{world.pending.id}"
    kept = agent.upload(f"{here}/attachments", Upload(fields={"internal": "true"}))
    assert kept.status_code == 201
    told = kept.json()
    assert (told["name"], told["content_type"], told["internal"]) == ("photo.png", "image/png", True)
    assert agent.get(f"{here}/attachments").json()["items"] == [told]
    sent = agent.get(f"{here}/files/{told['id']}")
    assert sent["Content-Type"] == "image/png"
    assert sent["Content-Disposition"] == 'attachment; filename="photo.png"'
    assert sent.content.startswith(b"\x89PNG")


def test_the_same_upload_under_one_key_is_kept_once(api, world):
    agent, here = api("agent"), f"/requests/{world.pending.id}"
    one = agent.upload(f"{here}/attachments", Upload(), idempotency_key="k1")
    again = agent.upload(f"{here}/attachments", Upload(), idempotency_key="k1")
    assert (again.status_code, again.content) == (201, one.content)
    other = agent.upload(f"{here}/attachments", Upload(name="other.png"), idempotency_key="k1")
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (Upload(content=b"#!/bin/sh\necho", name="a.txt"), "file_runs"),
        (Upload(content=b"", name="a.txt"), "file_empty"),
        (Upload(content=b"<html><script>", name="a.txt"), "file_runs"),
    ],
)
def test_a_file_that_may_harm_is_refused(api, world, file, code):
    answer = api("agent").upload(f"/requests/{world.pending.id}/attachments", file)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_an_upload_without_a_file_says_so(api, world):
    answer = api("agent").post(f"/requests/{world.pending.id}/attachments", {"internal": True})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["file"])


def test_a_file_of_another_request_is_absent(api, world):
    assert api("agent").get(f"/requests/{world.pending.id}/files/{world.file.id}").status_code == 404
