"""Dictionaries and service levels through the API: added, renamed, put in order and taken out of use."""

import pytest

from aftercare.domains.catalog.models import FaultCode, IncidentType
from aftercare.domains.contracts.models import GradeLevel, LevelTarget, PauseReason, ServiceLevel
from aftercare.domains.requests.models import RequestKind
from tests.surfaces.api.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(user_of, company, at):
    return World(user_of, company[1].unit, at)


@pytest.fixture
def admin(api, world):
    return api("administrator")


def test_a_kind_is_added_by_its_code_and_changed_by_the_same_call(admin):
    added = admin.put("/request_kinds/inspection", {"name": "巡检", "default_priority": "low"})
    assert (added.status_code, added.json()["default_priority"], added.json()["active"]) == (200, "low", True)
    changed = admin.put("/request_kinds/inspection", {"active": False, "position": 7, "dwell_minutes": {"pending": 90}})
    assert (changed.json()["name"], changed.json()["active"], changed.json()["position"]) == ("巡检", False, 7)
    assert changed.json()["dwell_minutes"] == {"pending": 90}
    listed = admin.get("/request_kinds?active=true").json()["items"]
    assert "inspection" not in [kind["code"] for kind in listed]


def test_a_new_code_takes_a_name_and_plain_letters(admin):
    nameless = admin.put("/request_kinds/inspection", {"active": False})
    assert (nameless.status_code, nameless.json()["errors"]) == (422, {"name": "This code is new; give it a name."})
    odd = admin.put("/outcomes/no%20access", {"name": "x"})
    assert odd.status_code == 422
    assert odd.json()["errors"] == {"code": "A code has letters, digits, - and _, without blanks."}
    assert admin.put("/pause_reasons/%00", {"name": "x"}).status_code == 422
    assert not RequestKind.objects.filter(code="inspection").exists()


WORDS = [("/request_kinds/repair", "repeat_days"), ("/outcomes/unsolved", "position"), ("/pause_reasons/parts", "name")]


@pytest.mark.parametrize(("here", "field"), WORDS)
def test_a_word_is_changed_only_in_the_version_that_was_seen(admin, here: str, field: str):
    one, other = ("甲", "乙") if field == "name" else (8, 9)
    seen = admin.get(here)
    assert (seen.json()["version"], seen["ETag"]) == (1, '"1"')
    assert admin.get(here, if_none_match='"1"').status_code == 304
    changed = admin.put(here, {field: one}, if_match='"1"')
    assert (changed.status_code, changed["ETag"], changed.json()[field]) == (200, '"2"', one)
    stale = admin.put(here, {field: other}, if_match='"1"')
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert admin.get(here).json()[field] == one
    assert admin.put(here, {field: other}).json()["version"] == 3  # whoever names no version comes last and wins
    assert admin.put(here, {field: other})["ETag"] == '"3"'  # nothing changed


def test_a_word_that_is_seen_in_some_version_is_not_made_anew(admin):
    gone = admin.put("/outcomes/no-access", {"name": "进不了门"}, if_match='"4"')
    assert (gone.status_code, gone.json()["code"]) == (412, "stale")
    assert admin.get("/outcomes/no-access").status_code == 404
    made = admin.put("/outcomes/no-access", {"name": "进不了门"})
    assert admin.get("/outcomes/no-access")["ETag"] == made["ETag"]


def test_the_last_kind_in_use_stays(admin):
    RequestKind.objects.exclude(code="repair").update(active=False)
    refused = admin.put("/request_kinds/repair", {"active": False})
    assert (refused.status_code, refused.json()["code"]) == (409, "last_kind")
    assert RequestKind.objects.get(code="repair").active


def test_a_reason_to_wait_says_whom_and_what_stops(admin):
    given = {"name": "等客户付款", "waits_for": "customer", "pauses": ["resolution"], "moves_date": True}
    made = admin.put("/pause_reasons/payment", given)
    assert made.json() == {"code": "payment", "active": True, "version": 2, **given}
    assert PauseReason.objects.get(code="payment").pauses == ["resolution"]
    assert admin.put("/pause_reasons/payment", {"pauses": ["dwell"]}).status_code == 422


def test_words_of_the_catalog_are_renamed_and_taken_out_of_use(admin, world):
    held = admin.get("/problem_types?code=leak").json()["items"][0]
    changed = admin.patch(
        f"/problem_types/{held['id']}", {"name": "渗水", "skills": {"refrigeration": 2}, "active": False}
    )
    assert (changed.json()["name"], changed.json()["active"]) == ("渗水", False)
    assert IncidentType.objects.get(code="leak").skills == {"refrigeration": 2}
    stale = admin.patch(f"/problem_types/{held['id']}", {"name": "x"}, If_Match=f'"{held["version"]}"')
    assert (stale.status_code, IncidentType.objects.get(code="leak").name) == (412, "渗水")
    assert admin.patch(f"/fault_codes/{world.fault.id}", {"active": False}).json()["active"] is False
    assert not FaultCode.objects.get(pk=world.fault.id).active
    assert [row["code"] for row in admin.get("/fault_codes?active=true").json()["items"]] == []


def test_a_level_is_made_promises_by_priority_and_is_carried_by_grades(admin, world):
    given = {"code": "gold", "name": "金牌服务级别", "calendar_id": str(world.calendar.id)}
    level = admin.post("/service_levels", given).json()
    assert (level["targets"], level["grades"], level["is_default"]) == ([], [], False)
    here = f"/service_levels/{level['id']}"
    targets = [{"clock": "resolution", "priority": "urgent", "minutes": 240}]
    set_ = admin.put(f"{here}/targets", {"targets": targets, "stages": [80, 100], "kind": "repair"}).json()
    assert set_["targets"] == [{**targets[0], "kind": "repair", "stages": [80, 100]}]
    admin.post("/grades", {"code": "vip", "name": "重要客户", "rank": 1})
    carried = admin.put(f"{here}/grades", {"grades": ["vip"]}).json()["grades"]
    assert [grade["code"] for grade in carried] == ["vip"]
    taken = admin.put(f"/service_levels/{world.pending.level_id}/grades", {"grades": ["vip"]}).json()["grades"]
    assert [grade["code"] for grade in taken] == ["vip"]
    assert GradeLevel.objects.get().level_id == world.pending.level_id
    assert admin.patch(here, {"is_default": True}).json()["is_default"] is True
    assert ServiceLevel.objects.get(is_default=True).code == "gold"


def test_targets_that_nobody_can_keep_are_refused_and_change_nothing(admin, world):
    here, before = f"/service_levels/{world.pending.level_id}/targets", LevelTarget.objects.count()
    one = {"clock": "resolution", "priority": "urgent", "minutes": 240}
    twice = admin.put(here, {"targets": [one, {**one, "minutes": 10}]})
    assert twice.json()["errors"] == {"targets": "A clock and a priority have one target; it is given more than once."}
    assert admin.put(here, {"targets": [one], "stages": [100, 75]}).json()["code"] == "bad_targets"
    assert admin.put(here, {"targets": [one], "kind": "nothing"}).status_code == 404
    assert admin.put(f"/service_levels/{world.pending.level_id}/grades", {"grades": ["nobody"]}).status_code == 404
    assert LevelTarget.objects.count() == before
