"""From a draft to the customer's door through the API."""

import pytest

from tests.reacting import run_reactions
from tests.surfaces.api.sold import Sold
from tests.surfaces.api.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(user_of, company, at):
    return World(user_of, company[1].unit, at)


@pytest.fixture
def sold(world):
    return Sold(world)


def test_an_order_goes_from_draft_to_device_through_the_api(api, sold, world):
    clerk, reviewer = api("order_clerk"), api("order_reviewer")
    lines = [
        {
            "product_id": str(world.product.id),
            "quantity": 2,
            "unit_price": {"amount": "2999.00", "currency": "CNY"},
            "discount_percent": "10",
            "tax_rate_id": str(sold.tax.id),
        }
    ]
    made = clerk.post("/orders", {"customer_id": str(world.customer.id), "lines": lines}).json()
    here = f"/orders/{made['id']}"
    told = [made[name] for name in ("state", "net", "tax", "total", "available_actions")]
    yuan = [{"amount": amount, "currency": "CNY"} for amount in ("5398.20", "701.77", "6099.97")]
    assert told == ["draft", *yuan, ["submit", "cancel"]]
    assert clerk.post(f"{here}/submit", {}).json()["available_actions"] == ["revise", "cancel"]
    assert reviewer.post(f"{here}/approve", {}).json()["state"] == "approved"
    pieces = {"line_id": made["lines"][0]["id"], "quantity": 2, "serials": ["A1", "A2"]}
    parcel = clerk.post(f"{here}/ship", {"lines": [pieces], "carrier": "顺丰", "tracking_number": "SF9"}).json()
    assert (parcel["lines"][0]["serials"], clerk.get(here).json()["state"]) == (["A1", "A2"], "shipped")
    assert clerk.post(f"/shipments/{parcel['id']}/deliver", {}).json()["delivered_on"] == "2026-03-10"
    run_reactions()
    owned = clerk.get(f"/devices?serial=a2&customer_id={world.customer.id}").json()["items"]
    assert [(one["serial"], one["shipped_date"]) for one in owned] == [("A2", "2026-03-10")]
    story = clerk.get(f"{here}/timeline").json()["items"]
    assert [one["verb"] for one in story] == ["create", "submit", "approve", "ship", "deliver"]


def test_a_price_in_another_currency_is_refused_at_its_field(api, sold, world):
    line = {"part_id": str(world.part.id), "quantity": 1, "unit_price": {"amount": "1", "currency": "USD"}}
    answer = api("order_clerk").post("/orders", {"customer_id": str(world.customer.id), "lines": [line]})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["lines.0.unit_price.currency"])


def test_a_move_the_state_does_not_permit_says_which_ones_it_does(api, sold):
    answer = api("order_clerk").post(f"/orders/{sold.draft.id}/ship", {"lines": [_piece(sold.draft)]})
    assert (answer.status_code, answer.json()["allowed"]) == (409, ["submit", "cancel"])
    assert answer.json()["detail"] == "Cannot ship a order that is a draft; it must be approved or partly shipped."


def test_the_same_shipment_asked_for_twice_leaves_once(api, sold):
    clerk, here = api("order_clerk"), f"/orders/{sold.approved.id}"
    body = {"lines": [_piece(sold.approved)]}
    answers = [clerk.post(f"{here}/ship", body, idempotency_key="k1") for _each in range(2)]
    assert answers[0].json() == answers[1].json()
    assert clerk.get(here).json()["lines"][0]["shipped"] == 1


def test_a_stale_change_of_a_draft_is_refused(api, sold):
    clerk, here = api("order_clerk"), f"/orders/{sold.draft.id}"
    seen = clerk.get(here)["ETag"]
    assert clerk.patch(here, {"notes": "一"}, if_match=seen).status_code == 200
    assert clerk.patch(here, {"notes": "二"}, if_match=seen).status_code == 412
    assert clerk.get(here).json()["notes"] == "一"


def test_orders_are_filtered_and_paged_by_key(api, sold):
    clerk = api("order_clerk")
    first = clerk.get("/orders?limit=2&sort=number&total=true").json()
    second = clerk.get(f"/orders?limit=2&sort=number&cursor={first['next']}").json()
    ids = [sold.draft.id, sold.submitted.id, sold.approved.id, sold.shipment.order_id]
    assert [one["id"] for one in first["items"] + second["items"]] == [str(id) for id in ids]
    assert (first["total"], second["next"]) == ("4", None)
    waiting = clerk.get("/orders?state=submitted").json()["items"]
    assert [one["number"] for one in waiting] == [sold.submitted.number]


def _piece(order) -> dict[str, object]:
    return {"line_id": str(order.lines.get().id), "quantity": 1}


def test_numbers_given_late_through_the_api_make_devices(api, sold, world):
    clerk, reviewer = api("order_clerk"), api("order_reviewer")
    line = {"product_id": str(world.product.id), "quantity": 2, "unit_price": {"amount": "9", "currency": "CNY"}}
    made = clerk.post("/orders", {"customer_id": str(world.customer.id), "lines": [line]}).json()
    here, line_id = f"/orders/{made['id']}", made["lines"][0]["id"]
    clerk.post(f"{here}/submit", {})
    reviewer.post(f"{here}/approve", {})
    parcel = clerk.post(f"{here}/ship", {"lines": [{"line_id": line_id, "quantity": 2}]}).json()
    clerk.post(f"/shipments/{parcel['id']}/deliver", {})
    place, numbers = f"/shipments/{parcel['id']}/serials", {"line_id": line_id, "serials": ["A1", "A2", "A3"]}
    refused = clerk.post(place, {"lines": [numbers]})
    assert (refused.status_code, refused.json()["code"]) == (422, "serials_wrong")
    absent = clerk.post(place, {"lines": [{**numbers, "line_id": made["id"]}]})
    assert (absent.status_code, list(absent.json()["errors"])) == (404, ["lines.0.line_id"])
    given = clerk.post(place, {"lines": [{**numbers, "serials": ["A1", "A2"]}]}).json()
    assert given["lines"][0]["serials"] == ["A1", "A2"]
    run_reactions()
    assert [len(clerk.get(f"/devices?serial={one}").json()["items"]) for one in ("A1", "A2")] == [1, 1]
