"""Rules of records and call-backs through the API."""

import pytest

from aftercare.domains.feedback.models import CallBackRule
from aftercare.domains.fieldwork.models import RecordRule
from tests.at_once import at_once

USUAL = [
    "Say who calls, and about which request.",
    "Is the fault gone? Was it shown to you?",
    "Was the engineer on time, and was anything charged that you did not expect?",
    "How satisfied are you, from 1 to 5?",
]
pytestmark = pytest.mark.django_db


def test_every_kind_has_a_rule_also_where_nobody_said_so(api, company):
    RecordRule.objects.all().delete()
    rules = api("engineer").get("/record_rules?active=true").json()["items"]
    usual = {"kind": "repair", "require_cause": False, "require_signature": False, "require_photo": False}
    assert {**usual, "version": 0} in rules
    calls = {rule["kind"]: rule for rule in api("engineer").get("/call_back_rules").json()["items"]}
    usual = {"kind": "repair", "due_workdays": 1, "most_tries": 3, "script": "", "asked": USUAL}
    assert calls["repair"] == {**usual, "version": 1}
    assert not RecordRule.objects.exists()


def test_what_is_left_away_stays(api, company):
    manager = api("manager")
    manager.put("/record_rules/repair", {"require_cause": True, "require_signature": False})
    both = manager.put("/record_rules/repair", {"require_photo": True}).json()
    assert (both["require_cause"], both["require_signature"], both["require_photo"]) == (True, False, True)
    manager.put("/call_back_rules/repair", {"script": "好了吗？", "most_tries": 2})
    after = manager.put("/call_back_rules/repair", {"due_workdays": 4}).json()
    told = {"kind": "repair", "due_workdays": 4, "most_tries": 2, "script": "好了吗？", "asked": ["好了吗？"]}
    assert after == {**told, "version": 3}


@pytest.mark.django_db(transaction=True)
def test_of_two_programs_at_once_neither_takes_back_what_the_other_set(api, company):
    one, other = api("manager"), api("administrator")
    for _ in range(10):
        RecordRule.objects.filter(kind="repair").update(require_cause=False, require_photo=False)
        answers = at_once(
            lambda: one.put("/record_rules/repair", {"require_cause": True}).status_code,
            lambda: other.put("/record_rules/repair", {"require_photo": True}).status_code,
        )
        rule = RecordRule.objects.get(kind="repair")
        assert (answers, rule.require_cause, rule.require_photo) == ([200, 200], True, True)


def test_nobody_is_never_called_back(api, company):
    refused = api("manager").put("/call_back_rules/repair", {"most_tries": 0})
    assert (refused.status_code, set(refused.json()["errors"])) == (422, {"most_tries"})
    assert api("manager").put("/call_back_rules/nothing", {"most_tries": 2}).status_code == 404
    assert CallBackRule.objects.get(kind="repair").most_tries == 3
