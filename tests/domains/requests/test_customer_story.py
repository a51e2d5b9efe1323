"""Everything that happened with a customer on one timeline."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import make

from aftercare.domains.catalog.actions import add_product
from aftercare.domains.contracts.actions import start_agreement
from aftercare.domains.customers.actions import merge_customer, record_communication
from aftercare.domains.devices.actions import register_device, transfer_device
from aftercare.domains.orders.models import Order
from aftercare.domains.requests.actions import assign_request, start_request
from aftercare.domains.requests.queries import customer_story
from aftercare.kit.errors import Invalid

pytestmark = pytest.mark.django_db
KINDS = ["request", "visit", "communication", "device_came", "device_left", "agreement_began", "agreement_ended"]


@pytest.fixture
def served(at, company):
    return make.customer(at)


@pytest.fixture
def lived(at, served, user_of, actor_of):
    """A device that came and went, an agreement that is over, a request worked on, a call each day."""
    product = add_product(make.HOUSE, number="KFR", name="空调", at=at)
    device = register_device(make.HOUSE, product=product, customer=served, serial="SN1", at=at)
    next_owner = make.customer(at, name="赵敏", phone="13900139000")
    transfer_device(make.HOUSE, device, to=next_owner, at=make.later(at, days=1))
    year = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31)}
    start_agreement(make.HOUSE, customer=served, name="年度保养", at=at, **year)
    engineer = make.engineer(at, user=user_of("engineer"))
    wanted = make.request(at, customer_=served)
    start_request(actor_of("engineer"), assign_request(actor_of("dispatcher"), wanted, engineer=engineer, at=at), at=at)
    call(served, at, 1)
    return served


def call(served, at, count: int) -> None:
    for day in range(count):
        record_communication(
            make.HOUSE, served, channel="phone", direction="out", text=f"Day {day}", at=make.later(at, days=day)
        )


def told(actor, served, at, **asked) -> list[str]:
    return [line.kind for line in customer_story(actor, served, at=make.later(at, days=400), **asked).lines]


def test_every_kind_stands_on_the_timeline_and_can_be_chosen(lived, at):
    assert sorted(told(make.HOUSE, lived, at)) == sorted(KINDS)
    assert told(make.HOUSE, lived, at, group="devices") == ["device_left", "device_came"]
    assert told(make.HOUSE, lived, at, group="agreements") == ["agreement_ended", "agreement_began"]
    assert told(make.HOUSE, lived, at, group="visits") == ["visit"]


def test_orders_stand_on_it_for_whoever_may_see_them_and_days_begin_where_we_are(lived, at, actor_of):
    placed, came = make.later(at, hours=-30), make.later(at, hours=-3)
    sums = {"currency": "CNY", "state": "delivered"}
    Order.objects.create(number="SO-1", customer=lived, submitted_at=placed, delivered_at=came, **sums)
    lines = {line.kind: line.at for line in customer_story(make.HOUSE, lived, at=make.later(at, days=2)).lines}
    assert (lines["order_placed"], lines["order_delivered"]) == (placed, came)
    assert lines["agreement_began"] == datetime(2025, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert told(make.HOUSE, lived, at, group="orders") == ["order_delivered", "order_placed"]
    assert "order_placed" not in told(actor_of("engineer"), lived, at)


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_pages_hold_every_line_once_in_the_same_order(lived, at, limit: int):
    call(lived, at, 5)
    whole = customer_story(make.HOUSE, lived, at=at, limit=100)
    found, cursor = [], None
    while True:
        page = customer_story(make.HOUSE, lived, at=at, cursor=cursor, limit=limit)
        found += page.lines
        cursor = page.next
        if cursor is None:
            break
    assert [(line.at, line.kind, line.thing) for line in found] == [
        (line.at, line.kind, line.thing) for line in whole.lines
    ]
    assert [line.at for line in found] == sorted((line.at for line in found), reverse=True)


def test_it_costs_as_many_statements_for_few_lines_as_for_many(lived, at):
    def statements() -> int:
        with CaptureQueriesContext(connection) as made:
            customer_story(make.HOUSE, lived, at=at)
        return len(made)

    few = statements()
    call(lived, at, 60)
    assert (few, statements()) == (8, 4)  # the latest lines are of one table


def test_a_merged_record_brings_its_own(served, at):
    second = make.customer(at, name="王方", phone="13700137000")
    call(second, at, 2)
    assert told(make.HOUSE, served, at) == []
    merge_customer(make.HOUSE, second, into=served, at=at)
    assert told(make.HOUSE, served, at) == ["communication", "communication"]


def test_what_a_reader_may_not_see_is_not_told(lived, at, actor_of):
    assert told(actor_of("order_clerk"), lived, at) == ["device_left", "communication", "device_came"]


def test_a_foreign_cursor_is_refused(served, at):
    with pytest.raises(Invalid) as refused:
        customer_story(make.HOUSE, served, at=at, cursor="bm9uZQ")
    assert str(refused.value) == "This cursor does not belong to this list; start again without one."
