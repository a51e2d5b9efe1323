"""Orders taken in from files, a row for each line, and taken back while they are drafts."""

from datetime import date
from decimal import Decimal

import pytest
from tests.domains.sheets.conftest import counts, leaving, sentences, sheet, without
from tests.make import HOUSE, customer

from aftercare.domains.catalog.actions import add_part, add_product
from aftercare.domains.customers.actions import add_site
from aftercare.domains.orders.actions import add_price_list, add_tax_rate, set_prices, submit_order
from aftercare.domains.orders.models import Order, OrderLine
from aftercare.domains.sheets.actions import undo_import
from aftercare.kit.jobs import run_queued
from aftercare.kit.ledger import tampered
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db
HEADS = ["订单编码", "客户编码", "地点", "型号", "备件号", "数量", "单价", "折扣", "税率", "备注"]


@pytest.fixture
def sold(at):
    """A buyer with a place, a model that a list prices, a part, and a tax."""
    product = add_product(HOUSE, number="KFR-35GW", name="空调", at=at)
    part = add_part(HOUSE, number="FUSE-3A", name="保险丝", at=at)
    buyer = customer(at, external_id="E1")
    add_site(HOUSE, buyer, name="总厂", at=at)
    prices = add_price_list(HOUSE, code="p26", name="2026", currency="CNY", valid_from=date(2026, 1, 1), at=at)
    set_prices(HOUSE, prices, prices={product: Decimal("2999")}, at=at)
    add_tax_rate(HOUSE, code="vat13", name="增值税", percent=Decimal(13), at=at)
    return buyer, product, part


def lines(order: Order) -> list[tuple[str, int, str]]:
    return [(one.thing.number, one.quantity, f"{one.unit_price:f}") for one in order.lines.order_by("position")]


def undone(made, actor_of, at):
    undo_import(actor_of("administrator"), made, at=at)
    run_queued()
    made.refresh_from_db()
    return made


TWO_LINES = (
    ["PO1", "E1", "总厂", "KFR-35GW", "", "2", "", "", "vat13", "加急"],
    ["PO1", "", "", "", "fuse-3a", "10", "1.25", "10%", "", ""],
)


def test_an_order_comes_in_as_a_draft_with_its_lines_and_goes_again(taken_in, sold, actor_of, at):
    made = taken_in("orders", sheet(HEADS, TWO_LINES[0], [*TWO_LINES[1][:4], "FUSE-3A", *TWO_LINES[1][5:]]))
    assert (sentences(made), counts(made)) == ([], (2, 0, 0, 0))
    order = Order.objects.get()
    assert (order.customer, order.state, order.site.name, order.notes) == (sold[0], "draft", "总厂", "加急")
    assert lines(order) == [("KFR-35GW", 2, "2999.0000"), ("FUSE-3A", 10, "1.2500")]
    assert (order.net, order.tax) == (Decimal("6009.250"), Decimal("779.740"))
    assert undone(made, actor_of, at).state == "undone"
    assert (Order.objects.count(), OrderLine.objects.count()) == (0, 0)
    assert [fact.kind for fact in LedgerEntry.objects.filter(subject_id=order.id)] == [
        "order.created",
        "order.withdrawn",
    ]
    assert tampered() == []


def test_an_order_is_taken_in_as_a_whole_or_not_at_all(taken_in, sold):
    made = taken_in(
        "orders",
        sheet(
            [*HEADS, "订单状态"],
            ["PO1", "E1", "", "KFR-35GW", "", "2", "", "", "", "", ""],
            ["PO1", "", "", "NO-1", "", "x", "", "", "", "", ""],
            ["PO2", "E1", "", "KFR-35GW", "FUSE-3A", "1", "", "", "", "", ""],
            ["PO3", "E1", "", "", "", "", "", "", "", "", "已发货"],
            ["PO4", "E1", "二厂", "KFR-35GW", "", "", "", "", "", "", ""],
        ),
    )
    assert (counts(made), Order.objects.count()) == ((0, 0, 0, 5), 0)
    assert sentences(made) == [
        (2, "Row 3 of the same record is refused, and a record is taken in as a whole."),
        (3, "There is no “NO-1” for “Product number”; add it first, or correct the cell."),
        (3, "“x” in “Quantity” is not a number; write it like 120."),
        (4, "Line 1 names no product and no part, or both; choose one of them."),
        (5, "A new record enters as “Draft”, not “Shipped”; leave this out, and do the rest on its page."),
        (5, "An order needs a line at least; add what is sold."),
        (6, "There is no “二厂” for “Name of the site”; add it first, or correct the cell."),
    ]


def test_a_price_that_nobody_wrote_down_is_told_before_anything_is_written(handed_in, sold):
    made = handed_in("orders", sheet(HEADS, ["PO1", "E1", "", "", "FUSE-3A", "1", "", "", "", ""]))
    assert counts(made) == (0, 0, 0, 1)
    assert sentences(made) == [
        (2, "Line 1: no price list in CNY holds a price of 保险丝 on that day; type the price, or add it to a list.")
    ]


def test_the_lines_of_a_draft_are_changed_and_put_back(taken_in, sold, actor_of, at):
    first = ["PO1", "E1", "", "KFR-35GW", "", "2", "2800", "", "", "加急"]
    taken_in("orders", sheet(HEADS, first))
    assert counts(taken_in("orders", sheet(HEADS, first))) == (0, 0, 1, 0)
    empty = ["PO1", "", "", "", "", "", "", "", "", "不急"]
    assert counts(taken_in("orders", sheet(HEADS, empty))) == (0, 1, 0, 0)
    more = taken_in(
        "orders", sheet(HEADS, [*first[:6], "", "", "", ""], ["PO1", "", "", "", "FUSE-3A", "4", "1", "", "", ""])
    )
    assert (sentences(more), counts(more)) == ([], (0, 2, 0, 0))
    order = Order.objects.get()
    assert (lines(order), order.notes) == ([("KFR-35GW", 2, "2800.0000"), ("FUSE-3A", 4, "1.0000")], "不急")
    assert undone(more, actor_of, at).state == "undone"
    order.refresh_from_db()
    assert (lines(order), order.net) == ([("KFR-35GW", 2, "2800.0000")], Decimal(5600))


def test_what_was_handed_in_is_neither_changed_nor_taken_back(taken_in, sold, actor_of, at):
    row = ["PO1", "E1", "", "KFR-35GW", "", "2", "2800", "", "", ""]
    made = taken_in("orders", sheet(HEADS, row))
    order = Order.objects.get()
    submit_order(HOUSE, order, at=at)
    assert counts(taken_in("orders", sheet(HEADS, row))) == (0, 0, 1, 0)
    other = taken_in("orders", sheet(HEADS, [*row[:5], "3", *row[6:]]))
    assert sentences(other) == [
        (2, f"{order.number} is submitted, and only a draft is changed; revise it first, then it is reviewed anew.")
    ]
    assert undone(made, actor_of, at).state == "done"
    assert Order.objects.get().lines.get().quantity == 2
    assert [place for place, _why in sentences(made)] == [2]


def test_what_goes_out_comes_in_again(taken_in, sold):
    taken_in("orders", sheet(HEADS, TWO_LINES[0], [*TWO_LINES[1][:4], "FUSE-3A", *TWO_LINES[1][5:]]))
    order = Order.objects.get()
    out = leaving("orders", Order.objects.all())
    again = taken_in("orders", out)
    assert (sentences(again), counts(again)) == ([], (0, 0, 2, 0))
    before = (lines(order), order.net, order.tax, order.notes)
    OrderLine.objects.all().delete()
    Order.objects.all().delete()
    elsewhere = taken_in("orders", without([order.number], out))
    assert (sentences(elsewhere), counts(elsewhere)) == ([], (2, 0, 0, 0))
    order = Order.objects.get()
    assert (lines(order), order.net, order.tax, order.notes) == before
