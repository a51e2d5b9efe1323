"""What a customer says of the product and of the day comes in and is told over HTTP."""

from aftercare.domains.catalog.actions import add_category
from aftercare.domains.requests.models import ServiceRequest
from tests.make import HOUSE
from tests.surfaces.api.test_requests import entered


def test_the_kind_of_product_and_the_time_wished_for_are_taken_and_told(api, at):
    sort = add_category(HOUSE, code="air", name="空调", at=at)
    span = {"from": "2026-03-12T01:00:00Z", "to": "2026-03-12T05:00:00Z"}
    made = entered(api("agent"), category="air", wished=span)
    assert made["category"] == {"id": str(sort.id), "code": "air", "name": "空调"}
    assert (made["wished"], made["required_at"]) == (span, "2026-03-13T01:00:00Z")
    assert (entered(api("agent"))["category"], entered(api("agent"))["wished"]) == (None, None)


def test_a_kind_of_product_nobody_knows_and_a_time_turned_round_are_refused_at_their_field(api, at):
    given = {"customer": {"name": "王芳"}, "kind": "repair", "title": "漏水"}
    unknown = api("agent").post("/requests", {**given, "category": "nothing"})
    assert (unknown.status_code, set(unknown.json()["errors"])) == (404, {"category"})
    span = {"from": "2026-03-12T05:00:00Z", "to": "2026-03-12T01:00:00Z"}
    turned = api("agent").post("/requests", {**given, "wished": span})
    assert (turned.status_code, turned.json()["code"], set(turned.json()["errors"])) == (
        422,
        "wish_turned_round",
        {"wished"},
    )
    assert not ServiceRequest.objects.exists()


def test_kind_of_product_and_wish_are_changed_and_taken_away(api, at):
    sort = add_category(HOUSE, code="air", name="空调", at=at)
    agent = api("agent")
    here = f"/requests/{entered(agent)['id']}"
    span = {"from": "2026-03-12T01:00:00Z", "to": "2026-03-12T05:00:00Z"}
    told = agent.patch(here, {"category": "air", "wished": span}).json()
    assert (told["category"]["id"], told["wished"]) == (str(sort.id), span)
    assert agent.patch(here, {"title": "漏水"}).json()["wished"] == span
    gone = agent.patch(here, {"category": None, "wished": None}).json()
    assert (gone["category"], gone["wished"]) == (None, None)
    turned = agent.patch(here, {"wished": {"from": span["to"], "to": span["from"]}})
    assert (turned.status_code, turned.json()["code"]) == (422, "wish_turned_round")
