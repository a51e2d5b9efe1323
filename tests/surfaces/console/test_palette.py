"""The palette offers what the person may use, and finds what they may see."""

import html
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aftercare.domains.accounts.actions import save_view
from aftercare.domains.catalog.actions import add_part
from aftercare.domains.orders.actions import create_order
from aftercare.domains.orders.drafts import LineDraft
from aftercare.surfaces.console.administration.sections import SECTIONS
from aftercare.surfaces.console.palette.words import MOVES
from aftercare.surfaces.console.palette.words import SECTIONS as CALLED
from aftercare.surfaces.console.requests.words import VERBS
from tests import make
from tests.surfaces.console.page_rights import EVERYBODY

pytestmark = pytest.mark.django_db
LINE = re.compile(r'role="option".*? href="([^"]*)".*?<span>(.*?)</span>')
PART = {"hx-request": "true", "hx-target": "palette-ready"}


def offered(client, about: object = "") -> dict[str, str]:
    page = client.get(reverse("console:palette"), {"about": str(about)}, headers=PART).content.decode()
    return {html.unescape(label): html.unescape(url) for url, label in LINE.findall(page)}


def found(client, q: str) -> dict[str, str]:
    page = client.get(reverse("console:palette_find"), {"q": q}, headers={"hx-request": "true"}).content.decode()
    return {html.unescape(label): html.unescape(url) for url, label in LINE.findall(page)}


def test_every_offer_opens_for_whom_it_is_made(client_of, assigned):
    shut = {}
    for role in sorted(EVERYBODY):
        client = client_of(role)
        for label, url in offered(client, assigned.id).items():
            status = client.get(url).status_code
            if status != 200:
                shut[role, label] = status
    assert shut == {}


def test_the_moves_of_the_request_in_view_are_those_that_are_allowed(client_of, assigned):
    moves = {label for label, url in offered(client_of("dispatcher"), assigned.id).items() if str(assigned.id) in url}
    assert moves == {"Assign it to somebody", "Take it back from who has it", "Let it wait until a date"}
    assert str(assigned.id) not in str(offered(client_of("order_clerk"), assigned.id))
    assert str(assigned.id) not in str(offered(client_of("dispatcher")))


def test_what_is_no_request_offers_no_moves(client_of, assigned):
    assert offered(client_of("dispatcher"), "nothing") == offered(client_of("dispatcher"))


def test_places_things_to_make_and_views_stand_in_it(client_of, user_of, at):
    agent = client_of("agent")
    view = save_view(make.HOUSE, user_of("agent"), page="requests", name="加急", query={"priority": ["urgent"]}, at=at)
    lines = offered(agent)
    assert lines["Go to: Requests"] == "/requests/"
    assert lines["Enter a new request"] == "/requests/new/"
    assert lines["加急"] == f"/requests/?priority=urgent&view={view.id}"
    assert "Add a user" not in lines
    assert "Add a user" in offered(client_of("administrator"))


def test_a_request_a_customer_and_a_device_are_found(client_of, at):
    from aftercare.domains.catalog.actions import add_product
    from aftercare.domains.devices.actions import register_device

    owner = make.customer(at, name="王房东")
    product = add_product(make.HOUSE, number="BCD-1", name="冰箱", at=at)
    register_device(make.HOUSE, product=product, customer=owner, serial="SN-77001", at=at)
    wanted = make.request(at, customer_=owner, title="冰箱漏水")
    agent = client_of("agent")
    assert found(agent, "漏水")["冰箱漏水"] == f"/requests/{wanted.id}/"
    assert list(found(agent, "wfd")) == ["王房东", "All requests with “wfd”"]
    assert "SN-77001" in found(agent, "77001")
    assert found(agent, "") == {}


def test_nothing_is_found_that_may_not_be_seen(client_of, assigned, at):
    make.request(at, customer_=make.customer(at, name="刘洋", phone="13900139000"), title="洗衣机漏水")
    assert list(found(client_of("engineer"), "漏水")) == ["All requests with “漏水”"]
    assert found(client_of("order_clerk"), "漏水") == {}


def test_orders_are_found_by_number_and_customer_also_without_a_right_to_requests(client_of, assigned, at):
    line = LineDraft(part=add_part(make.HOUSE, number="CAP-1", name="电容", at=at), unit_price=Decimal(20))
    order = create_order(make.HOUSE, customer=assigned.customer, lines=[line], at=at)
    for q in (order.number.lower(), assigned.customer.name):
        assert found(client_of("order_reviewer"), q)[order.number] == reverse("console:order", args=[order.id])
    assert order.number not in found(client_of("engineer"), order.number)


def test_without_script_it_is_a_page_that_finds(client_of, assigned):
    page = client_of("agent").get(reverse("console:palette"), {"q": "空调"}).content.decode()
    assert assigned.title in page and "Go to, find, create" in page
    assert "Administration" not in page


def test_a_query_asks_at_most_ten_statements_however_many_there_are(client_of, assigned, at):
    agent, asked = client_of("administrator"), []
    found(agent, "空调")
    for _round in range(2):
        for name, query in (("console:palette", {"about": assigned.id}), ("console:palette_find", {"q": "空调 不"})):
            with CaptureQueriesContext(connection) as made:
                agent.get(reverse(name), query, headers=PART)
            asked.append(len(made))
        for n in range(20):
            make.request(at, customer_=assigned.customer, title=f"空调 {n}")
    assert asked == [5, 10, 5, 10]


def test_every_move_and_every_section_has_a_command():
    assert set(MOVES) == set(VERBS)
    assert set(CALLED) == {section.name for section in SECTIONS}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_two_commands_sound_the_same(client_of, assigned, language):
    for role in sorted(EVERYBODY):
        client = client_of(role)
        client.cookies["django_language"] = language
        page = client.get(reverse("console:palette"), {"about": assigned.id}, headers=PART).content.decode()
        labels = [label for _url, label in LINE.findall(page)]
        assert len(labels) == len({label.casefold() for label in labels})


def test_a_command_is_found_by_its_older_name_too(client_of, assigned):
    page = client_of("administrator").get(reverse("console:palette"), headers=PART).content.decode()
    words = dict(re.findall(r'href="([^"]*)" data-words="([^"]*)"', page))
    assert "audit" in words["/administration/audit/"]
    assert "dictionaries" in words["/administration/dictionaries/"]
