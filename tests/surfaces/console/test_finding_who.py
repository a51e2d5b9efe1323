"""The one box of a new request, and what is suggested and shown beside the form."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aftercare.domains.catalog.actions import add_incident_type, add_product
from aftercare.domains.customers.actions import change_customer
from aftercare.domains.customers.models import Customer
from aftercare.domains.devices.actions import register_device
from aftercare.domains.orders.models import Order
from tests import make

pytestmark = pytest.mark.django_db
HIT = re.compile(
    r'<span class="ac-hit-name">(.*?)(?:<span class="ac-quiet">(.*?)</span>)?</span>'
    r'(?:<span class="ac-hit-why">(.*?)<)?'
)


@pytest.fixture
def known(at):
    """王房东 with a refrigerator and a request about it."""
    made = make.customer(at, name="王房东", phone="13800138000")
    product = add_product(make.HOUSE, number="BCD-1", name="冰箱", at=at)
    device = register_device(make.HOUSE, product=product, customer=made, serial="SN-77001", at=at)
    wanted = make.request(at, customer_=made, device=device, title="冰箱漏水")
    return made, device, wanted


@pytest.fixture
def found(client_of):
    """What the box shows for some words: name and why, without the last line, which makes somebody new."""
    agent = client_of("agent")

    def find(q: str) -> list[tuple[str, str]]:
        page = agent.get(reverse("console:request_find"), {"q": q}, headers={"hx-request": "true"}).content.decode()
        return [(html.unescape(name), why) for name, _note, why in HIT.findall(page)]

    return find


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("8000", "phone number"),
        ("房东", "name"),
        ("wangfangdong", "name by its sound"),
        ("wfd", "name by its sound"),
        ("sn-770", "serial number"),
    ],
)
def test_a_customer_is_found_by_whatever_is_said(found, known, typed, why):
    assert found(typed) == [("王房东", why), (f"New customer “{typed}”", "")]


DOUBLES = "Would double 王房东: this %s is on record"


@pytest.mark.parametrize(
    ("typed", "number", "label"),
    [
        ("138 0013 8000", "phone number", "New customer “138 0013 8000”"),
        ("sn-77001", "serial number", "New customer"),
        ("C-2026-000001", "customer number", "New customer"),
    ],
)
def test_whose_number_it_is_leads_and_a_new_customer_says_whom_it_would_double(client_of, known, typed, number, label):
    typed = known[0].number if number == "customer number" else typed
    page = client_of("agent").get(reverse("console:request_find"), {"q": typed}).content.decode()
    assert [(html.unescape(name), note, why) for name, note, why in HIT.findall(page)][-1] == (
        label,
        DOUBLES % number,
        "",
    )
    first, *_others, new = HIT.findall(page)
    assert (first[0], first[2], page.count("ac-hit-doubles")) == ("王房东", number, 1)
    assert f'data-typed="{typed}"' in page


def test_an_exact_number_stands_before_those_that_only_hold_it(found, known, at):
    product = add_product(make.HOUSE, number="KFR-1", name="空调", at=at)
    other = make.customer(at, name="李二", phone="13900139001")
    for serial in ("SN-770011", "SN-770012"):
        register_device(make.HOUSE, product=product, customer=other, serial=serial, at=at)
    assert [name for name, _why in found("SN-770011")] == ["李二", "New customer"]
    exact = register_device(make.HOUSE, product=product, customer=known[0], serial="SN-7700", at=at)
    register_device(make.HOUSE, product=product, customer=other, serial="SN-770013", at=at)
    assert [name for name, _why in found(exact.serial)] == ["王房东", "李二", "New customer"]


def test_who_shares_a_number_is_told_to_be_a_second_customer_of_it(client_of, known):
    told = beside(client_of, phone="13800138000", separate="1")
    assert "王房东 has this number already; the request makes a second customer with it." in told
    chosen = beside(client_of, phone="13800138000", separate="1", customer=str(known[0].id))
    assert "a second customer" not in chosen


def test_a_request_number_leads_to_its_customer_and_device(found, known, client_of):
    number = known[2].number
    assert found(number)[0] == ("王房东", "request number")
    page = client_of("agent").get(reverse("console:request_find"), {"q": number}).content.decode()
    assert f'data-customer="{known[0].id}" data-serial="SN-77001"' in page


def test_an_order_number_leads_to_its_customer_for_whoever_may_see_orders(found, known, client_of, at):
    owner, number = Customer.objects.get(name="王房东"), "SO-2026-000146"
    Order.objects.create(number=number, customer=owner, currency="CNY")
    page = client_of("agent").get(reverse("console:request_find"), {"q": number}).content.decode()
    assert (str(owner.id) in page, "order number" in page, f"“{number}”" in page) == (True, True, False)


def test_at_most_six_are_shown_and_the_phone_stays_masked(found, known, client_of, at):
    for n in range(9):
        make.customer(at, name=f"王小{n}", phone=f"1390013900{n}")
    assert len(found("王")) == 7
    assert "138****8000" in client_of("agent").get(reverse("console:request_find"), {"q": "wfd"}).content.decode()


def test_nothing_typed_finds_nothing(found, known):
    assert found("  ") == []


def test_a_customer_of_another_unit_is_not_found(client_of, known, company, at):
    from aftercare.domains.accounts.actions import create_unit

    north, south = (
        create_unit(make.HOUSE, parent=company[1].unit, name=n, code=n, kind="region", at=at) for n in ("N", "S")
    )
    change_customer(make.HOUSE, known[0], unit=south, at=at)
    page = client_of("agent", node=north).get(reverse("console:request_find"), {"q": "王房东"}).content.decode()
    assert [name for name, _note, _why in HIT.findall(page)] == ["New customer “王房东”"]


def beside(client_of, **fields: str) -> str:
    page = client_of("agent").get(reverse("console:request_known"), fields, headers={"hx-request": "true"})
    return html.unescape(page.content.decode())


SUGGESTED = re.compile(
    r'class="ac-suggestion" [^>]*data-pick="(\w+)" data-value="([^"]*)"'
    r'.*?<strong>(.*?)</strong> <span class="ac-quiet">(.*?)</span>'
)


def suggested(client_of, **fields: str) -> dict[str, tuple[str, str, str]]:
    return {field: (value, label, why) for field, value, label, why in SUGGESTED.findall(beside(client_of, **fields))}


def test_the_promise_suggests_the_date_and_the_kind_the_priority(client_of, company):
    told = suggested(client_of, kind="repair", title="空调不制冷")
    assert told["priority"] == ("3", "Normal", "usual for the kind Repair")
    value, _label, why = told["required_at"]
    assert why == "Normal: within 72 working hours, by the usual level"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", value)


def test_words_of_danger_suggest_urgent(client_of, company):
    assert suggested(client_of, title="冰箱冒烟了")["priority"] == ("1", "Urgent", "“冒烟” may be dangerous")


def test_the_same_device_again_suggests_high(client_of, known):
    told = suggested(client_of, customer=str(known[0].id), serial="SN-77001", kind="repair", title="又坏了")
    assert told["priority"] == ("2", "High", f"comes again: {known[2].number} was about the same device")


def test_the_title_suggests_the_problem_type_by_their_words(client_of, company, at):
    add_incident_type(make.HOUSE, code="leak", name="漏水", at=at)
    cold = add_incident_type(make.HOUSE, code="cold", name="不制冷", at=at)
    told = suggested(client_of, title="空调不制冷")
    assert told["problem_type"] == (str(cold.id), "不制冷", "the title says “不制冷”")


def test_the_title_suggests_the_one_device_it_names(client_of, known, at):
    washer = add_product(make.HOUSE, number="XQG-9", name="滚筒洗衣机", at=at)
    register_device(make.HOUSE, product=washer, customer=known[0], serial="SN-9", at=at)
    told = suggested(client_of, customer=str(known[0].id), title="家里冰箱不制冷")
    assert told["serial"] == ("SN-77001", "冰箱 SN-77001", "the title says “冰箱”")
    for fields in ({"title": "声音大"}, {"title": "冰箱漏水", "serial": "SN-9"}, {"title": ""}):
        assert "serial" not in suggested(client_of, customer=str(known[0].id), **fields)


def test_a_request_in_the_same_words_is_shown_as_a_likely_duplicate(client_of, known):
    assert "also says “漏水”" in beside(client_of, customer=str(known[0].id), title="又漏水了")
    assert "same device" in beside(client_of, customer=str(known[0].id), serial="SN-77001", title="声音大")
    assert "Perhaps entered already" not in beside(client_of, customer=str(known[0].id), title="声音大")


def test_the_device_shows_what_covers_it(client_of, known):
    told = beside(client_of, customer=str(known[0].id), serial="SN-77001")
    assert "Not covered" in told and "Labour is charged." in told


def test_what_covers_it_is_not_decided_before_the_device_is_known(client_of, known):
    told = beside(client_of, customer=str(known[0].id))
    assert "Decided once the device is chosen: its warranty, then the customer's agreements." in told
    assert "<li>The customer has no agreement in force.</li>" in told
    assert [words for words in ("Not covered", "is charged", "No device is named") if words in told] == []


def test_box_and_side_ask_the_same_for_few_and_for_many(client_of, known, at):
    agent = client_of("agent")
    fields = {"customer": str(known[0].id), "serial": "SN-77001", "title": "漏水", "kind": "repair"}

    def asked() -> tuple[int, int]:
        counts = []
        for name, query in (("console:request_find", {"q": "王房"}), ("console:request_known", fields)):
            with CaptureQueriesContext(connection) as made:
                agent.get(reverse(name), query, headers={"hx-request": "true"})
            counts.append(len(made))
        return counts[0], counts[1]

    asked()
    few = asked()
    for n in range(12):
        make.customer(at, name=f"王房{n}", phone=f"1390013900{n}")
        make.request(at, customer_=known[0], title=f"冰箱漏水 {n}")
    assert (few, asked()) == ((7, 25), (7, 25))
