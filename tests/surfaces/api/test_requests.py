"""Requests over HTTP: entered with little, told with everything, moved to a satisfied call-back."""

from aftercare.domains.requests.actions import lock_request
from aftercare.kit.actor import system
from tests.make import customer, engineer, request, team

ENTERED = {
    "id", "number", "state", "stage", "kind", "priority", "title", "customer", "device", "coverage", "clocks",
    "attempts", "next_step", "required_at", "available_actions", "version", "created_at",
}  # fmt: skip


def entered(agent, **values):
    given = {"customer": {"name": "王芳", "phone": "138 0013 8000"}, "kind": "repair", "title": "空调不制冷"}
    answer = agent.post("/requests", {**given, **values})
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()


def test_a_request_is_entered_with_a_name_and_a_title(api):
    made = entered(api("agent"))
    assert made.keys() >= ENTERED
    assert (made["state"], made["priority"], made["channel"]) == ("pending", "normal", "api")
    assert made["customer"]["name"] == "王芳"
    assert made["next_step"] == {"role": "dispatcher", "person": None, "team": None}
    assert made["required_at"] == "2026-03-13T01:00:00Z"
    assert [clock["kind"] for clock in made["clocks"]] == [
        "first_response", "assignment", "arrival", "resolution", "dwell",
    ]  # fmt: skip
    assert made["clocks"][0] == {
        "kind": "first_response", "due_at": "2026-03-10T02:00:00Z", "state": "running", "reason": "",
    }  # fmt: skip
    assert made["available_actions"] == ["suspend", "cancel", "merge"]


def test_the_answer_tells_where_the_request_is_read(api):
    answer = api("agent").post("/requests", {"customer": {"name": "王芳"}, "kind": "repair", "title": "漏水"})
    assert answer["Location"] == f"/api/v1/requests/{answer.json()['id']}"
    assert answer["ETag"] == '"1"'


def test_a_caller_known_by_phone_is_not_registered_twice(api, at):
    known = customer(at)
    assert entered(api("agent"))["customer"]["id"] == str(known.id)


def test_coverage_is_a_decision_with_its_reason_in_the_readers_language(api):
    agent = api("agent")
    made = entered(agent)
    assert (made["coverage"]["covered"], made["coverage"]["by"]) == (False, "none")
    assert made["coverage"]["reason"].startswith("Labour is charged.")


def test_without_a_customer_nothing_is_entered(api):
    answer = api("agent").post("/requests", {"kind": "repair", "title": "漏水"})
    assert answer.status_code == 422
    assert answer.json()["errors"] == {"customer_id": "Say for whom: send customer_id, or customer with a name."}


def test_an_unknown_kind_is_refused_with_the_known_ones(api, at):
    answer = api("agent").post("/requests", {"customer_id": str(customer(at).id), "kind": "spa", "title": "x"})
    assert answer.status_code == 422
    assert "repair" in answer.json()["detail"]


def test_a_refused_request_leaves_no_new_customer_behind(api):
    from aftercare.domains.customers.models import Customer

    body = {"customer": {"name": "王芳"}, "kind": "spa", "title": "x"}
    assert api("agent").post("/requests", body).status_code == 422
    assert Customer.objects.count() == 0


def test_a_customer_nobody_knows_is_absent(api):
    body = {"customer_id": "01a20127-bdc8-773e-8da4-c162f53d77e0", "kind": "repair", "title": "x"}
    answer = api("agent").post("/requests", body)
    assert answer.status_code == 404
    assert list(answer.json()["errors"]) == ["customer_id"]


def test_the_loop_closes_over_http(api, user_of, at, frozen):
    engineer(at, user=user_of("engineer"))
    made = entered(api("agent"))
    here = f"/requests/{made['id']}"
    worker_id = api("dispatcher").get("/engineers").json()["items"][0]["id"]
    assigned = api("dispatcher").post(f"{here}/assign", {"engineer_id": worker_id}).json()
    assert (assigned["state"], assigned["attempts"], assigned["next_step"]["person"]["name"]) == (
        "assigned", 1, "engineer",
    )  # fmt: skip
    frozen.shift(3600)
    worker = api("engineer")
    assert worker.post(f"{here}/start", {}).json()["state"] == "in_progress"
    record = {"work_done": "更换电容，试机正常", "labour_minutes": 45}
    assert worker.post(f"{here}/handle", {"record": record}).json()["state"] == "handled"
    closed = api("callback").post(f"{here}/confirm", {"satisfaction": 5, "comment": "很好"}).json()
    assert (closed["state"], closed["satisfaction"], closed["next_step"]["role"]) == ("closed", 5, "manager")
    signed = api("manager").post(f"{here}/sign_off", {"accepted": True}).json()
    assert (signed["state"], signed["next_step"]) == ("closed", None)


def test_two_failures_lock_and_the_manager_unlocks(api, user_of, at):
    worker_id = engineer(at, user=user_of("engineer")).id
    here = f"/requests/{entered(api('agent'))['id']}"
    dispatcher, worker = api("dispatcher"), api("engineer")
    for state in ("pending", "locked"):
        dispatcher.post(f"{here}/assign", {"engineer_id": str(worker_id)})
        worker.post(f"{here}/start")
        failed = worker.post(f"{here}/fail", {"outcome": "unsolved", "note": "缺件"}).json()
        assert failed["state"] == state
    assert (failed["failed_attempts"], failed["locked_for"]) == (2, "failed_twice")
    unlocked = (
        api("manager").post(f"{here}/unlock", {"decision": "再派一次", "required_at": "2026-03-20T01:00:00Z"}).json()
    )
    assert (unlocked["state"], unlocked["required_at"]) == ("pending", "2026-03-20T01:00:00Z")


def test_a_request_is_not_linked_to_itself(api):
    here = f"/requests/{(made := entered(api('agent')))['id']}"
    answer = api("agent").post(f"{here}/links", {"other": made["id"]})
    assert (answer.status_code, answer.json()["detail"]) == (
        422, "A request can't be linked to itself; choose another one.",
    )  # fmt: skip


def test_a_refused_move_names_what_the_state_permits(api):
    here = f"/requests/{entered(api('agent'))['id']}"
    answer = api("callback").post(f"{here}/confirm", {"satisfaction": 5})
    assert answer.status_code == 409
    assert answer.json()["code"] == "wrong_state"
    assert answer.json()["allowed"] == ["assign", "suspend", "cancel", "merge"]


def test_a_request_can_begin_suspended(api):
    made = entered(api("agent"), suspended={"reason": "customer", "until": "2026-03-12T01:00:00Z"})
    assert made["state"] == "suspended"
    assert made["suspended"] == {"reason": "customer", "until": "2026-03-12T01:00:00Z"}


def test_a_change_keeps_what_is_not_sent(api):
    agent = api("agent")
    made = entered(agent, description="昨天开始")
    changed = agent.patch(f"/requests/{made['id']}", {"priority": "urgent"}).json()
    assert (changed["priority"], changed["description"], changed["version"]) == ("urgent", "昨天开始", 2)


def test_a_new_required_date_needs_the_customers_word(api):
    agent = api("agent")
    here = f"/requests/{entered(agent)['id']}"
    answer = agent.patch(here, {"required_at": "2026-03-20T01:00:00Z"})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["reason"])
    changed = agent.patch(here, {"required_at": "2026-03-20T01:00:00Z", "reason": "customer"}).json()
    assert changed["required_at"] == "2026-03-20T01:00:00Z"


def test_the_timeline_tells_everything_in_order(api):
    agent = api("agent")
    here = f"/requests/{entered(agent)['id']}"
    agent.post(f"{here}/communications", {"channel": "phone", "direction": "out", "text": "马上安排"})
    agent.post(f"{here}/notes", {"text": "老客户"})
    items = agent.get(f"{here}/timeline").json()["items"]
    assert [item["kind"] for item in items] == ["request.submitted", "request.responded", "request.noted"]
    assert {item["actor"] for item in items} == {"agent"}
    first = agent.get(f"{here}/timeline?limit=1").json()
    assert (len(first["items"]), first["next"]) == (1, 1)
    assert len(agent.get(f"{here}/timeline?after=1").json()["items"]) == 2


def test_links_notes_and_children_are_listed(api):
    agent = api("agent")
    one, other = entered(agent), entered(agent)
    child = entered(agent, parent_id=one["id"])
    here = f"/requests/{one['id']}"
    agent.post(f"{here}/links", {"other": other["id"]})
    agent.post(f"{here}/notes", {"text": "老客户"})
    assert [link["number"] for link in agent.get(f"{here}/links").json()["items"]] == [other["number"]]
    assert [note["text"] for note in agent.get(f"{here}/notes").json()["items"]] == ["老客户"]
    assert [row["number"] for row in agent.get(f"{here}/children").json()["items"]] == [child["number"]]


def test_an_appointment_takes_a_slot(api, user_of, at):
    worker = engineer(at, user=user_of("engineer"))
    here = f"/requests/{entered(api('agent'))['id']}"
    visit = {"from": "2026-03-11T01:00:00Z", "to": "2026-03-11T02:00:00Z"}
    dispatcher = api("dispatcher")
    assert dispatcher.post(f"{here}/assign", {"engineer_id": str(worker.id), "visit": visit}).status_code == 200
    planned = dispatcher.get("/visits").json()["items"]
    assert [(one["planned_from"], one["state"]) for one in planned] == [("2026-03-11T01:00:00Z", "planned")]


def test_what_cannot_be_given_out_as_asked_is_refused_not_dropped(api, user_of, at):
    worker, desk = engineer(at, user=user_of("engineer")), user_of("agent")
    here, dispatcher = f"/requests/{entered(api('agent'))['id']}", api("dispatcher")
    visit = {"from": "2026-03-11T02:00:00Z", "to": "2026-03-11T01:00:00Z"}
    both = {"engineer_id": str(worker.id), "user_id": str(desk.id)}
    early = dispatcher.post(f"{here}/assign", {"engineer_id": str(worker.id), "visit": visit})
    without = dispatcher.post(f"{here}/assign", {"user_id": str(desk.id), "visit": visit})
    several = dispatcher.post(f"{here}/assign", both)
    gone = {"from": "2026-03-09T01:00:00Z", "to": "2026-03-09T02:00:00Z"}
    past = dispatcher.post(f"{here}/assign", {"engineer_id": str(worker.id), "visit": gone})
    assert [each.status_code for each in (early, without, several, past)] == [422, 422, 422, 422]
    assert [each.json()["code"] for each in (early, without, several, past)] == [
        "slot_ends_early",
        "visit_needs_engineer",
        "one_holder",
        "slot_in_the_past",
    ]
    fields = [list(each.json()["errors"]) for each in (early, without, past)]
    assert fields == [["visit.to"], ["visit"], ["visit.from"]]
    assert dispatcher.get(here).json()["state"] == "pending"


def test_a_member_of_the_team_starts_what_the_team_was_given(api, user_of, at):
    shared, given = entered(api("agent")), team(at, user_of("engineer"))
    here = f"/requests/{shared['id']}"
    assert api("engineer").get(here).status_code == 404
    assert api("dispatcher").post(f"{here}/assign", {"team_id": str(given.id)}).status_code == 200
    assert [row["id"] for row in api("engineer").get("/requests").json()["items"]] == [shared["id"]]
    started = api("engineer").post(f"{here}/start", {})
    assert (started.status_code, started.json()["state"]) == (200, "in_progress")
    assert api("engineer", name="other").get(here).status_code == 404


def test_unlocking_for_an_engineer_who_left_is_refused(api, at):
    wanted, gone = request(at), engineer(at, active=False)
    lock_request(system("timed-rule"), wanted, at=at)
    body = {"decision": "换人", "to": "assigned", "required_at": "2026-03-20T01:00:00Z", "engineer_id": str(gone.id)}
    answer = api("manager").post(f"/requests/{wanted.id}/unlock", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "engineer_refused")
    assert api("manager").get(f"/requests/{wanted.id}").json()["state"] == "locked"


def device_of(owner, at, serial="SN-77001"):
    """A refrigerator of somebody."""
    from aftercare.domains.catalog.actions import add_product
    from aftercare.domains.devices.actions import register_device

    product = add_product(system("tests"), number="BCD-1", name="冰箱", at=at)
    return register_device(system("tests"), product=product, customer=owner, serial=serial, at=at)


def test_about_anothers_device_it_is_the_owners_request_and_the_caller_a_person_of_theirs(api, at):
    owner = customer(at, name="王房东", phone="13800138000")
    tenant = customer(at, name="张租客", phone="13912345678")
    device_of(owner, at)
    made = api("agent").post(
        "/requests", {"customer_id": str(tenant.id), "serial": "SN-77001", "kind": "repair", "title": "漏水"}
    )
    assert (made.status_code, made.json()["customer"]["id"]) == (201, str(owner.id))
    assert list(owner.contacts.order_by("id").values_list("name", "phone")) == [
        ("王房东", "+8613800138000"),
        ("张租客", "+8613912345678"),
    ]


def test_a_caller_named_beside_a_device_becomes_no_customer_of_their_own(api, at):
    owner = customer(at, name="王房东", phone="13800138000")
    device_of(owner, at)
    made = entered(api("agent"), customer={"name": "张租客", "phone": "13912345678"}, serial="sn-77001")
    assert made["customer"]["id"] == str(owner.id)
    assert list(owner.contacts.order_by("id").values_list("name", flat=True)) == ["王房东", "张租客"]
    assert type(owner).objects.count() == 1


def test_an_unknown_serial_names_its_field(api, at):
    given = {"customer_id": str(customer(at).id), "serial": "SN-0", "kind": "repair", "title": "漏水"}
    answer = api("agent").post("/requests", given)
    assert (answer.status_code, answer.json()["errors"].keys()) == (404, {"serial"})
