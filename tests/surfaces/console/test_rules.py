"""What each kind of request asks of its records and its call-backs is set on pages and by programs."""

import pytest
from django.urls import reverse

from aftercare.domains.feedback.queries import rule_for as call_back_rule
from aftercare.domains.fieldwork.queries import rule_for as record_rule
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db


def test_a_record_asks_for_what_is_ticked(client_of):
    client, page = client_of("manager"), reverse("console:record_rule", args=["repair"])
    assert client.post(page, {"require_photo": "on"}).status_code == 302
    rule = record_rule("repair")
    assert (rule.require_cause, rule.require_signature, rule.require_photo) == (False, False, True)
    shown = client.get(reverse("console:record_rules")).content.decode()
    assert (shown.count(">required<"), "The rules of “Repair” are kept." in shown) == (1, True)
    told = LedgerEntry.objects.get(kind="record_rule.set")
    assert (told.data["kind"], told.data["require_photo"]) == ("repair", True)


def test_a_customer_is_called_as_the_page_says(client_of):
    client, page = client_of("manager"), reverse("console:call_back_rule", args=["repair"])
    given = {"due_workdays": "2", "most_tries": "5", "script": "还漏水吗？"}
    assert client.post(page, given).status_code == 302
    rule = call_back_rule("repair")
    assert (rule.due_workdays, rule.most_tries, rule.script) == (2, 5, "还漏水吗？")
    shown = client.get(reverse("console:call_back_rules")).content.decode()
    assert "2 workdays" in shown
    assert "5 tries" in shown
    assert "own words" in shown


@pytest.mark.parametrize(
    ("page", "one", "other", "stands"),
    [
        (
            "record_rule",
            {"require_photo": "on"},
            {"require_signature": "on"},
            {"require_signature": "No", "require_photo": "Yes"},
        ),
        (
            "call_back_rule",
            {"due_workdays": "2", "most_tries": "5"},
            {"due_workdays": "3", "most_tries": "5"},
            {"due_workdays": "2"},
        ),
    ],
)
def test_of_two_who_opened_a_rule_the_second_takes_nothing_back(client_of, page: str, one, other, stands):
    address = reverse(f"console:{page}", args=["installation"])
    seen = {"expected": client_of("manager").get(address).context["form"]["expected"].value()}
    assert client_of("administrator").post(address, one | seen).status_code == 302
    answer = client_of("manager").post(address, other | seen)
    assert (answer.status_code, "Somebody changed this meanwhile." in answer.content.decode()) == (422, True)
    assert LedgerEntry.objects.filter(kind=f"{page}.set").count() == 1
    assert {name: standing.words for name, standing in answer.context["form"].standing.items()} == stands
    assert answer.content.decode().count('class="ac-stands-now"') == len(stands)
    again = {"expected": answer.context["form"]["expected"].value()}
    assert client_of("manager").post(address, other | again).status_code == 302
    assert LedgerEntry.objects.filter(kind=f"{page}.set").count() == 2


def test_a_rule_by_which_nobody_would_be_called_is_refused_and_the_words_stay(client_of):
    page = reverse("console:call_back_rule", args=["repair"])
    answer = client_of("manager").post(page, {"due_workdays": "0", "most_tries": "11", "script": "还漏水吗？"})
    assert answer.status_code == 422
    assert "还漏水吗？" in answer.content.decode()
    assert {"due_workdays", "most_tries"} == set(answer.context["form"].errors)
    kept = call_back_rule("repair")
    assert (kept.due_workdays, kept.most_tries, kept.script) == (1, 3, "")


def test_a_kind_that_is_not_there_has_no_rules(client_of):
    assert client_of("manager").get(reverse("console:record_rule", args=["nothing"])).status_code == 404
    before = record_rule("repair").require_cause
    assert client_of("agent").post(reverse("console:record_rule", args=["repair"]), {}).status_code == 403
    assert record_rule("repair").require_cause == before


def test_the_usual_questions_stand_beside_the_script_to_be_copied(client_of, company):
    page = client_of("manager").get(reverse("console:call_back_rule", args=["repair"])).content.decode()
    assert "<li>How satisfied are you, from 1 to 5?</li>" in page
    filled = "Say who calls, and about which request.\nIs the fault gone? Was it shown to you?\n"
    assert f'data-fill="id_script" data-value="{filled}' in page


def test_without_a_script_the_form_begins_with_the_usual_questions_by_a_link(client_of, company):
    manager, address = client_of("manager"), reverse("console:call_back_rule", args=["repair"])
    set_ = manager.post(address, {"due_workdays": "2", "most_tries": "5", "script": "还漏水吗？"})
    assert (set_.status_code, 'href="?begin=usual"' in manager.get(address).content.decode()) == (302, True)
    begun = manager.get(f"{address}?begin=usual").context["form"]
    assert begun["script"].value().splitlines()[0] == "Say who calls, and about which request."
    assert (begun["due_workdays"].value(), call_back_rule("repair").script) == (2, "还漏水吗？")
    sent = {name: begun[name].value() for name in ("due_workdays", "most_tries", "script", "expected")}
    assert manager.post(f"{address}?begin=usual", sent).status_code == 302
    assert call_back_rule("repair").script == begun["script"].value()
