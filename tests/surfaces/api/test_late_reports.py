"""Reports over HTTP about what was done before: booked where the house alone moved since, else kept for the manager."""

from uuid import UUID

from aftercare.domains.accounts.models import Task
from aftercare.domains.contracts.models import Clock
from aftercare.domains.dispatch.models import Visit
from aftercare.domains.requests.actions import apply_timed_rule
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import system
from aftercare.kit.ids import Ref
from aftercare.kit.ledger import facts_of
from tests.make import engineer, later
from tests.reacting import run_reactions
from tests.surfaces.api.test_requests import entered


def test_a_report_that_comes_late_takes_back_what_the_clock_did(api, user_of, at, frozen):
    made, desk, worker = entered(api("agent")), api("dispatcher"), engineer(at, user=user_of("engineer"))
    here, phone = f"/requests/{made['id']}", api("engineer")
    desk.post(f"{here}/assign", {"engineer_id": str(worker.id)})
    held = ServiceRequest.objects.get()
    frozen.move_to(held.required_at)
    apply_timed_rule(system("timed-rule"), held, at=held.required_at)
    assert desk.get(here).json()["state"] == "pending"
    before = later(held.required_at, hours=-2).isoformat()
    told = phone.post(f"{here}/start", {"done_at": before})
    assert (told.status_code, told.json()["state"]) == (200, "in_progress")
    ahead = later(held.required_at, hours=2).isoformat()
    refused = phone.post(f"{here}/fail", {"outcome": "unsolved", "done_at": ahead})
    assert (refused.status_code, refused.json()["code"]) == (422, "not_then")


def test_a_report_that_comes_after_a_person_moved_the_request_is_kept_for_the_manager(api, user_of, at, frozen):
    made, desk = entered(api("agent")), api("dispatcher")
    here, phone = f"/requests/{made['id']}", api("engineer")
    desk.post(f"{here}/assign", {"engineer_id": str(engineer(at, user=user_of("engineer")).id)})
    phone.post(f"{here}/start")
    frozen.move_to(later(at, hours=2))
    desk.post(f"{here}/withdraw", {"reason": "换人"})
    desk.post(f"{here}/assign", {"user_id": str(user_of("agent").id)})
    record = {"work_done": "换电容", "labour_minutes": 30, "parts": [{"name": "电容"}], "signed_by": "王芳"}
    report = {"record": record, "done_at": later(at, hours=1).isoformat()}
    for _again in range(2):
        answer = phone.post(f"{here}/handle", report)
        assert (answer.status_code, answer.json()["state"], answer.json()["attempts"]) == (200, "assigned", 2)
    task = Task.objects.get(kind="request.late_report")
    assert (task.role_code, task.params["verb"]) == ("manager", "handle")
    (kept,) = [entry for entry in desk.get(f"{here}/timeline").json()["items"] if "late" in entry["kind"]]
    assert kept["text"].splitlines() == [
        'parts: [{"name":"电容"}]', "signed_by: 王芳", "work_done: 换电容", "labour_minutes: 30",
    ]  # fmt: skip
    stranger = api("engineer", name="colleague").post(f"{here}/handle", report)
    assert stranger.status_code == 404
    refused = api("callback").post(f"{here}/handle", report)
    assert (refused.status_code, Task.objects.filter(kind="request.late_report").count()) == (403, 1)


def test_a_step_of_a_visit_that_ended_meanwhile_is_kept_for_the_manager(api, user_of, at, frozen):
    made, desk = entered(api("agent")), api("dispatcher")
    here, phone = f"/requests/{made['id']}", api("engineer")
    slot = {"from": later(at, hours=1).isoformat(), "to": later(at, hours=2).isoformat()}
    worker = engineer(at, user=user_of("engineer"))
    assert desk.post(f"{here}/assign", {"engineer_id": str(worker.id), "visit": slot}).status_code == 200
    visit = f"/visits/{Visit.objects.get().id}"
    frozen.move_to(later(at, hours=3))
    desk.post(f"{here}/withdraw", {"reason": "换人"})
    run_reactions()
    step = {"done_at": later(at, hours=1).isoformat()}
    for _again in range(2):
        answer = phone.post(f"{visit}/arrive", step)
        assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
    assert Task.objects.get(kind="request.late_report").params == {"verb": "arrive", **step}
    assert phone.post(f"{visit}/arrive").status_code == 403
    assert phone.post(f"{visit}/arrive", {"done_at": later(at, hours=9000).isoformat()}).json()["code"] == "not_then"


def test_a_step_told_after_a_later_one_counts_when_it_was_done(api, user_of, at, frozen):
    made, desk = entered(api("agent")), api("dispatcher")
    here, phone = f"/requests/{made['id']}", api("engineer")
    slot = {"from": later(at, hours=1).isoformat(), "to": later(at, hours=2).isoformat()}
    desk.post(f"{here}/assign", {"engineer_id": str(engineer(at, user=user_of("engineer")).id), "visit": slot})
    visit = f"/visits/{Visit.objects.get().id}"
    frozen.move_to(later(at, hours=3))
    assert phone.post(f"{visit}/work", {"done_at": later(at, hours=2).isoformat()}).json()["state"] == "working"
    arrived = phone.post(f"{visit}/arrive", {"done_at": later(at, hours=1).isoformat()})
    assert (arrived.status_code, arrived.json()["state"]) == (200, "working")
    again = phone.post(f"{visit}/arrive", {"done_at": later(at, hours=1).isoformat()})
    ahead = phone.post(f"{visit}/travel", {"done_at": later(at, hours=2.5).isoformat()})
    assert (again.status_code, ahead.status_code, ahead.json()["code"]) == (200, 409, "wrong_state")
    steps = [fact.data["step"] for fact in facts_of(Ref("request", UUID(made["id"]))).filter(kind="request.progressed")]
    assert (sorted(steps), Task.objects.filter(kind="request.late_report").count()) == (["arrived", "working"], 0)
    run_reactions()
    assert Clock.objects.get(kind="arrival").stopped_at == later(at, hours=1)
    assert ServiceRequest.objects.get().working
