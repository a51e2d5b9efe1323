"""From a proposed quotation to a paid charge through the API."""

import pytest

from tests.pdf_text import text_of
from tests.reacting import run_reactions
from tests.surfaces.api.billed import Billed
from tests.surfaces.api.world import World

pytestmark = pytest.mark.django_db
CNY = {"currency": "CNY"}


@pytest.fixture
def billed(user_of, company, at):
    return Billed(World(user_of, company[1].unit, at))


def test_work_is_quoted_accepted_charged_and_paid_through_the_api(api, billed):
    desk, worker = api("agent"), api("engineer")
    here = f"/requests/{billed.demanding.id}"
    refused = worker.post(f"{here}/start", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "quotation_needed")
    assert desk.get(f"{here}/quotation").json()["needed"] == refused.json()["detail"]
    made = desk.post(f"{here}/quotation", {}).json()
    assert [(line["sort"], line["total"]["amount"]) for line in made["lines"]] == [("labour", "120.00")]
    assert (made["state"], made["total"], made["customer_link"]) == ("draft", {"amount": "120.00", **CNY}, None)
    sent = desk.post(f"/quotations/{made['id']}/send", {}).json()
    assert (sent["state"], "/service/q/" in sent["customer_link"]) == ("sent", True)
    answer = {"name": "孙丽", "note": "电话同意"}
    accepted = desk.post(f"/quotations/{made['id']}/accept", answer).json()
    assert (accepted["decided_by"], accepted["decided_via"], accepted["available_actions"]) == (
        "孙丽",
        "staff",
        ["revise"],
    )
    assert worker.post(f"{here}/start", {}).json()["state"] == "in_progress"
    record = {"work_done": "加装支架", "labour_minutes": 60}
    worker.post(f"{here}/handle", {"record": record})
    run_reactions()
    (charge,) = desk.get(f"/charges?request_id={billed.demanding.id}").json()["items"]
    there = f"/charges/{charge['id']}"
    assert desk.post(f"{there}/confirm", {}).json()["left"] == {"amount": "120.00", **CNY}
    paid = desk.post(f"{there}/pay", {"amount": {"amount": "120.00", **CNY}, "method": "cash"}).json()
    assert (paid["state"], paid["payments"][0]["paid_on"], paid["available_actions"]) == ("paid", "2026-03-10", [])
    story = [one["verb"] for one in desk.get(f"{there}/timeline").json()["items"]]
    assert story == ["draft", "confirm", "pay"]


def test_a_price_in_another_currency_is_refused_at_its_field(api, billed):
    line = {"sort": "other", "text": "吊车", "unit_price": {"amount": "9", "currency": "USD"}}
    answer = api("agent").patch(f"/quotations/{billed.draft.id}", {"lines": [line]})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["lines.0.unit_price.currency"])


def test_a_move_the_state_does_not_permit_says_which_ones_it_does(api, billed):
    answer = api("agent").post(f"/quotations/{billed.draft.id}/accept", {"name": "孙丽", "note": "电话"})
    assert (answer.status_code, answer.json()["allowed"]) == (409, ["send", "withdraw"])
    stale = api("agent").post(f"/quotations/{billed.draft.id}/send", {}, if_match='"99"')
    assert stale.status_code == 412


def test_the_paper_comes_in_the_language_that_is_asked_for(api, billed):
    answer = api("agent").get(f"/quotations/{billed.sent.id}/document?language=zh-hans")
    assert (answer["Content-Type"], "报价单" in text_of(answer.content)) == ("application/pdf", True)
