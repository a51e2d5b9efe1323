"""Prices pasted from a sheet: what is read, what is told of each line that isn't, and that nothing is set by halves."""

from decimal import Decimal

import pytest
from tests.make import HOUSE

from aftercare.domains.catalog.actions import add_part
from aftercare.domains.orders.actions import change_price_list, change_tax_rate, paste_prices, set_approval_limit
from aftercare.domains.orders.errors import PricesUnreadable
from aftercare.domains.orders.models import ApprovalLimit, Price
from aftercare.domains.orders.pasting import prices_in
from aftercare.domains.orders.queries import prices_of
from aftercare.kit.errors import Stale

pytestmark = pytest.mark.django_db


def read(text):
    found = prices_in(text)
    return [(one.line, one.number, one.price) for one in found.lines], list(found.problems)


def test_a_sheet_is_read_as_it_is_copied():
    pasted = "KFR-35GW\t空调\t¥3,299.00\n\nHOSE-2M  21.5\nA-1；9\nB-2, 1,234.5\nC-3 –\n"
    assert read(pasted) == (
        [
            (1, "KFR-35GW", Decimal("3299.00")),
            (3, "HOSE-2M", Decimal("21.5")),
            (4, "A-1", Decimal(9)),
            (5, "B-2", Decimal("1234.5")),
            (6, "C-3", None),
        ],
        [],
    )


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("", "there is no line"),
        ("HOSE", "line 1: “HOSE” is no number and price"),
        ("HOSE -3", "line 1: “HOSE -3” is no number and price"),
        ("HOSE 1.23456", "line 1: “HOSE 1.23456” is no number and price"),
        ("HOSE 12,34", "line 1: “HOSE 12,34” is no number and price"),
        ("HOSE 10000000000", "line 1: the price is too high"),
        ("HOSE 1\nhose 2", "line 2: hose stands in line 1 already"),
        ("\n".join(f"N{n} 1" for n in range(1001)), "there are more than 1000 lines"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(written, problem):
    assert read(written)[1] == [problem]


def listed(prices):
    return sorted((str(row.product or row.part), row.unit_price) for row in Price.objects.filter(price_list=prices))


def test_a_pasted_table_sets_adds_and_takes_off(prices, at):
    add_part(HOUSE, number="CAP-1", name="电容", at=at)
    paste_prices(HOUSE, prices, text="kfr-35gw 3299\nCAP-1 35.5\nHOSE-2M -", at=at)
    assert listed(prices) == [("电容", Decimal("35.5000")), ("空调", Decimal("3299.0000"))]
    assert [str(row.product or row.part) for row in prices_of(prices, "cap")] == ["电容"]


def test_one_wrong_line_and_nothing_is_set(prices, machine, at):
    add_part(HOUSE, number="KFR-35GW", name="同号备件", at=at)
    before = listed(prices)
    with pytest.raises(PricesUnreadable) as refused:
        paste_prices(HOUSE, prices, text="HOSE-2M 1\nNO-1 2\nKFR-35GW 3", at=at)
    assert str(refused.value) == (
        "Nothing was changed: line 2: no product and no part has the number NO-1; "
        "line 3: a product and a part have the number KFR-35GW. Correct these lines and send it again."
    )
    assert listed(prices) == before


def test_what_somebody_changed_meanwhile_is_not_overwritten(prices, vat, at):
    prices.refresh_from_db()
    seen = prices.version
    change_price_list(HOUSE, prices, name="新名", expected=seen, at=at)
    for late in (
        lambda: change_price_list(HOUSE, prices, name="旧名", expected=seen, at=at),
        lambda: paste_prices(HOUSE, prices, text="HOSE-2M 1", expected=seen, at=at),
        lambda: change_tax_rate(HOUSE, vat, name="别名", expected=vat.version + 1, at=at),
    ):
        with pytest.raises(Stale):
            late()
    prices.refresh_from_db()
    assert (prices.name, listed(prices)[1]) == ("新名", ("软管", Decimal("19.9900")))


def test_a_limit_that_was_set_meanwhile_is_not_overwritten(at):
    sums = {"amount": Decimal(5000), "discount_percent": Decimal(10)}
    made = set_approval_limit(HOUSE, currency="CNY", **sums, expected=0, at=at)
    with pytest.raises(Stale):
        set_approval_limit(HOUSE, currency="CNY", **{**sums, "amount": Decimal(1)}, expected=made.version + 1, at=at)
    assert ApprovalLimit.objects.get().amount == Decimal(5000)
