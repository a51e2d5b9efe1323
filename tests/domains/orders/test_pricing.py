"""What a line and an order come to."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.domains.orders.pricing import figures_of, totals_of
from aftercare.kit.money import Money, smallest_unit

SHARES = st.decimals(0, 100, places=2)


def figures(quantity: int, price: str, discount: str, tax: str, currency: str = "CNY"):
    return figures_of(quantity, Decimal(price), Decimal(discount), Decimal(tax), currency)


def test_a_line_is_its_quantity_at_its_price_less_the_discount_and_the_tax_on_what_remains():
    made = figures(2, "2999.00", "10", "13")
    told = (made.gross.amount, made.discount.amount, made.net.amount, made.tax.amount, made.total.amount)
    assert told == tuple(map(Decimal, ("5998.00", "599.80", "5398.20", "701.77", "6099.97")))


@pytest.mark.parametrize(
    ("currency", "unit", "net"),
    [("CNY", "0.01", "3.34"), ("JPY", "1", "3"), ("KWD", "0.001", "3.335")],
)
def test_figures_are_rounded_half_up_to_the_smallest_unit_of_the_currency(currency, unit, net):
    assert smallest_unit(currency) == Decimal(unit)
    assert figures(1, "3.335", "0", "0", currency).net == Money(Decimal(net), currency)


@given(
    st.lists(st.tuples(st.integers(1, 999), st.decimals(0, 9999, places=4), SHARES, SHARES), min_size=1, max_size=9),
    st.sampled_from(["CNY", "JPY", "KWD"]),
)
def test_the_total_of_an_order_is_the_sum_of_its_lines_to_the_last_coin(lines, currency):
    made = [figures_of(*line, currency) for line in lines]
    totals = totals_of(((one.net.amount, one.tax.amount) for one in made), currency)
    assert totals.total.amount == sum(one.total.amount for one in made)
    assert all(one.gross.amount - one.discount.amount == one.net.amount for one in made)
