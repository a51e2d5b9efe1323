"""Suggestions in the console: consent on the file, what fits and why, the list, taken in hand, and what came of it."""

import pytest
from django.urls import reverse

from aftercare.domains.customers.actions import add_grade, note_consent
from aftercare.domains.customers.models import Consent
from aftercare.domains.outreach.models import Approach, SalesSuggestion, WinBackBatch
from aftercare.kit.jobs import run_queued
from aftercare.ui.versions import MEANWHILE
from tests import make
from tests.domains.grading.bought import bought
from tests.domains.outreach.shop import sleeper, suggestion

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def served(at, company):
    return sleeper(at, "王芳", agrees=False)


def test_consent_is_ticked_on_the_file_and_withdrawn_by_taking_the_tick_away(client_of, user_of, served, at):
    agent, contact = client_of("agent"), served.contacts.get()
    page = reverse("console:contact_consent", args=[served.id, contact.id])
    assert "No offers" in text(agent.get(reverse("console:customer", args=[served.id])))
    form = agent.get(page).context["form"]
    given = {"channels": ["phone", "wechat"], "how": "On the order form", "expected": form["expected"].value()}
    assert agent.post(page, given).status_code == 302
    assert set(Consent.objects.values_list("channel", "noted_by", "how")) == {
        ("phone", user_of("agent").id, "On the order form"),
        ("wechat", user_of("agent").id, "On the order form"),
    }
    assert "Agrees to offers by Phone, WeChat" in text(agent.get(reverse("console:customer", args=[served.id])))
    form = agent.get(page).context["form"]
    agent.post(page, {"channels": ["phone"], "how": "By mail", "expected": form["expected"].value()})
    assert Consent.objects.get(withdrawn_at=None).channel == "phone"
    assert Consent.objects.get(channel="wechat").why == "By mail"


def test_a_channel_that_reaches_nobody_is_refused_at_its_field(client_of, served):
    page = reverse("console:contact_consent", args=[served.id, served.contacts.get().id])
    answer = client_of("agent").post(page, {"channels": ["mail", "phone"]})
    assert (answer.status_code, Consent.objects.count()) == (422, 0)
    assert "王芳 can&#x27;t be reached this way; put the number or mail address on record first." in text(answer)


def test_the_file_tells_what_may_be_suggested_and_why_only_with_consent(client_of, served, at):
    agent, page = client_of("agent"), reverse("console:customer_suggestions", args=[served.id])
    suggestion(at, title="唤醒", words="老客户九折", occasion="asleep", span=180)
    assert "Nobody here agrees to offers" in text(agent.get(page))
    other = sleeper(at, "李雷")
    shown = text(agent.get(reverse("console:customer_suggestions", args=[other.id])))
    assert "唤醒" in shown
    assert "The last purchase was on 3 Feb 2025." in shown
    assert "老客户九折" in shown


def test_a_suggestion_is_added_changed_and_refused_without_its_span(client_of, company, at):
    manager, page = client_of("manager"), reverse("console:suggestion_new")
    gold = add_grade(make.HOUSE, code="gold", name="金牌", at=at)
    given = {"title": "延保", "occasion": "warranty_ends", "valid_from": "2026-03-01", "grades": [str(gold.id)]}
    assert list(manager.post(page, given).context["form"].errors) == ["span"]
    made = manager.post(page, {**given, "span": "60"})
    one = SalesSuggestion.objects.get()
    assert made["Location"] == reverse("console:suggestion", args=[one.id])
    assert "金牌 · Warranty ends within 60 days, no agreement" in text(manager.get(reverse("console:suggestions")))
    change = reverse("console:suggestion_change", args=[one.id])
    manager.post(change, {**given, "span": "30", "expected": one.version})
    assert SalesSuggestion.objects.get().span == 30


def test_a_list_is_taken_in_hand_asked_and_counted(client_of, user_of, served, at):
    manager, agent = client_of("manager"), client_of("agent")
    one = suggestion(at, title="唤醒", words="老客户九折", occasion="asleep", span=180)
    people = [sleeper(at, name, total="1234.5") for name in ("甲", "乙")]
    page = reverse("console:suggestion", args=[one.id])
    shown = text(manager.get(page))
    assert all(name in shown for name in ("甲", "乙", "1,234.50 CNY", "The last purchase was on 3 Feb 2025."))
    assert "王芳" not in shown
    take = reverse("console:suggestion_take", args=[one.id])
    assert list(manager.post(take, {"wanted": "5"}).context["form"].errors) == ["owners", "due_at"]
    given = {"wanted": "5", "owners": [str(user_of("agent").id)], "due_at": "2026-03-20T10:00"}
    assert manager.post(take, given).status_code == 302
    run_queued()
    assert WinBackBatch.objects.get().taken == 2
    assert "Nobody to win back" in text(manager.get(page))
    assert "2 of 5" in text(manager.get(page))
    mine = text(agent.get(reverse("console:approaches")))
    assert all(name in mine for name in ("甲", "乙", "Not asked yet"))
    approach = Approach.objects.get(customer=people[0])
    here = reverse("console:approach", args=[approach.id])
    assert here in text(agent.get(reverse("console:worklist")))
    assert "老客户九折" in text(agent.get(here))
    order = bought(at, people[0], days_ago=0, total="99")
    sent = {"result": "interested", "order": str(order.id), "note": "要一台", "expected": approach.version}
    assert agent.post(here, sent).status_code == 302
    approach.refresh_from_db()
    assert (approach.result, approach.order) == ("interested", order)
    assert "50.0 %" in text(manager.get(reverse("console:suggestions")))


def test_a_manager_hands_a_customer_over_once_looked_at(client_of, at, company, user_of):
    manager, who = client_of("manager"), sleeper(at, "甲")
    client_of("agent").post(reverse("console:customer_approach", args=[who.id, suggestion(at).id]))
    approach = Approach.objects.get()
    here = reverse("console:approach_hand_over", args=[approach.id])
    assert here in text(manager.get(reverse("console:approach", args=[approach.id])))
    to = {"owner": str(user_of("callback").id)}
    stale = manager.post(here, to | {"expected": str(approach.version + 1)})
    assert (stale.status_code, str(MEANWHILE) in text(stale)) == (422, True)
    assert manager.post(here, to | {"expected": str(approach.version)}).status_code == 302
    approach.refresh_from_db()
    assert approach.owner == user_of("callback")


def test_one_takes_a_customer_from_the_file_and_a_second_time_is_told_why_not(client_of, at, company):
    agent, one, who = client_of("agent"), suggestion(at), sleeper(at, "甲")
    page = reverse("console:customer_approach", args=[who.id, one.id])
    made = agent.post(page)
    assert made["Location"] == reverse("console:approach", args=[Approach.objects.get().id])
    again = agent.post(page, HTTP_REFERER=reverse("console:customer", args=[who.id]), follow=True)
    assert "甲 is being asked already, or was within the last 90 days" in text(again)
    assert Approach.objects.count() == 1


def test_a_phone_stays_masked_on_the_page_of_who_is_asked(client_of, at, company):
    who = make.customer(at, name="甲", phone="13800138000")
    note_consent(make.HOUSE, who.contacts.get(), channel="phone", at=at)
    agent = client_of("agent")
    made = agent.post(reverse("console:customer_approach", args=[who.id, suggestion(at).id]))
    shown = text(agent.get(made["Location"]))
    assert ("138****8000" in shown, "13800138000" in shown) == (True, False)


def test_what_was_bought_stays_linked_when_somebody_without_orders_adds_a_word(client_of, user_of, at, company):
    who, one = sleeper(at, "甲"), suggestion(at)
    caller = client_of("callback")
    here = caller.post(reverse("console:customer_approach", args=[who.id, one.id]))["Location"]
    order, kept = bought(at, who, days_ago=0, total="99"), Approach.objects.get()
    manager = client_of("manager")
    sent = {"result": "interested", "order": str(order.id), "expected": kept.version}
    assert manager.post(here, sent).status_code == 302
    shown = caller.get(here)
    assert order.number in text(shown)
    form = shown.context["form"]
    given = {
        "result": "interested",
        "order": str(form["order"].value()),
        "note": "周五送",
        "expected": kept.version + 1,
    }
    assert caller.post(here, given).status_code == 302
    kept.refresh_from_db()
    assert (kept.order, kept.note) == (order, "周五送")
