"""The home page of whoever writes, reviews and ships orders, quotes work or asks customers: what waits for them."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aftercare.domains.accounts.actions import open_task
from aftercare.domains.customers.actions import note_consent
from aftercare.domains.orders.actions import create_order, deliver_shipment, submit_order
from aftercare.domains.orders.drafts import LineDraft
from aftercare.domains.orders.models import Order, Shipment
from aftercare.domains.outreach.actions import add_suggestion, approach_customer, record_result
from aftercare.kit.ids import Ref, new_id
from tests import make
from tests.surfaces.console.sold_things import billed, sold

pytestmark = pytest.mark.django_db
REVIEW, SHIP, LATE = "/orders/?state=review", "/orders/?state=to_ship", "/orders/?state=late"
ANSWER, ASK = "/quotations/?state=sent", "/suggestions/asked/?result=open"


def home(client) -> str:
    return client.get(reverse("console:home")).content.decode()


def tiles(client) -> dict[str, str]:
    """The figures that do not lead to requests, by where they lead."""
    shown = client.get(reverse("console:home")).context["figures"].of_sales
    return {tile["url"]: tile["value"] for tile in shown}


def primary(page: str) -> list[str]:
    return re.findall(r'class="btn btn-primary[^"]*" href="([^"]+)"', page)


def listed(client, address: str) -> int:
    return len(re.findall(r'<tr id="row-', client.get(address).content.decode()))


@pytest.fixture
def things(client_of, assigned, actor_of, at):
    """An order to review, two to ship of which one is on its way in part, and a quotation that was sent."""
    made = sold(assigned.customer, at) | billed(assigned, at)
    submit_order(actor_of("order_clerk"), Order.objects.get(pk=made["draft_id"]), at=at)
    return made


@pytest.mark.parametrize(
    ("role", "places"),
    [
        ("order_clerk", {SHIP, LATE, ASK}),
        ("order_reviewer", {REVIEW}),
        ("agent", {ANSWER, ASK}),
        ("callback", {ASK}),
        ("manager", {REVIEW, SHIP, LATE, ANSWER, ASK}),
        ("dispatcher", set()),
        ("engineer", set()),
        ("analyst", set()),
        ("keeper", set()),
    ],
)
def test_each_role_has_the_figures_it_can_do_something_about(client_of, role: str, places: set[str]):
    client = client_of(role)
    assert set(tiles(client)) == places
    assert {client.get(place).status_code for place in places} <= {200}


def test_each_figure_is_as_long_as_the_list_it_leads_to(client_of, things, frozen, at):
    manager = client_of("manager")
    assert tiles(manager) == {REVIEW: "1", SHIP: "2", LATE: "0", ANSWER: "1", ASK: "0"}
    frozen.move_to(at + timedelta(days=7))
    manager = client_of("manager")  # the session of a week ago is over
    assert tiles(manager)[LATE] == "1"
    assert {place: str(listed(manager, place)) for place in tiles(manager)} == tiles(manager)


def test_nobody_is_shown_their_own_order_as_one_to_review(client_of, actor_of, things):
    Order.objects.filter(pk=things["draft_id"]).update(author_id=actor_of("order_reviewer").id)
    assert (tiles(client_of("order_reviewer"))[REVIEW], tiles(client_of("manager"))[REVIEW]) == ("0", "1")


def test_what_arrived_is_not_late(client_of, things, frozen, at):
    deliver_shipment(make.HOUSE, Shipment.objects.get(pk=things["shipment_id"]), at=at)
    frozen.move_to(at + timedelta(days=30))
    assert tiles(client_of("order_clerk")) == {SHIP: "2", LATE: "0", ASK: "0"}


def test_customers_one_is_to_ask_are_counted_until_they_answered(client_of, user_of, at):
    served, asker = make.customer(at), user_of("agent")
    note_consent(make.HOUSE, served.contacts.get(), channel="phone", at=at)
    title = add_suggestion(make.HOUSE, title="延保", valid_from=at.date(), at=at)
    approach = approach_customer(make.HOUSE, served, suggestion=title, owner=asker, at=at)
    agent = client_of("agent")
    assert (tiles(agent)[ASK], tiles(client_of("callback"))[ASK], listed(agent, ASK)) == ("1", "0", 1)
    record_result(make.HOUSE, approach, result="not_interested", at=at)
    assert (tiles(agent)[ASK], listed(agent, ASK)) == ("0", 0)


@pytest.mark.parametrize(
    ("role", "first"),
    [
        ("order_clerk", "/orders/new/"),
        ("order_reviewer", REVIEW),
        ("analyst", "/reports/"),
        ("keeper", "/requests/"),
        ("agent", "/requests/new/"),
        ("callback", "/callbacks/"),
        ("manager", "/desk/"),
    ],
)
def test_each_role_has_one_thing_to_do_first(client_of, role: str, first: str):
    assert primary(home(client_of(role))) == [first]


def test_requests_that_come_due_are_for_those_who_see_requests(client_of):
    assert ["Due next" in home(client_of(role)) for role in ("order_clerk", "order_reviewer", "agent")] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(("role", "statements"), [("order_clerk", 6), ("order_reviewer", 7), ("manager", 9)])
def test_home_asks_as_often_for_few_orders_and_for_many(client_of, things, actor_of, at, role: str, statements: int):
    clerk, client = actor_of("order_clerk"), client_of(role)

    like = Order.objects.get(pk=things["order_id"])
    line = LineDraft(part=like.lines.get(position=1).part, quantity=1, unit_price=Decimal(9))

    def asked(orders: int) -> int:
        for _each in range(orders):
            submit_order(clerk, create_order(clerk, customer=like.customer, lines=[line], at=at), at=at)
        with CaptureQueriesContext(connection) as made:
            home(client)
        return len(made)

    home(client)
    assert (asked(2), asked(20)) == (statements, statements)


def test_what_waits_leads_to_the_order_itself(client_of, at):
    about = Ref("order", new_id())
    open_task(make.HOUSE, key="x", about=about, kind="order.review", label="SO-1", role="order_reviewer", at=at)
    assert f'<a href="/orders/{about.id}/" data-row>SO-1</a>' in home(client_of("order_reviewer"))
