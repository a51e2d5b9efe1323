"""The money of lines, against a slow reckoning in fractions."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.domains.billing.figures import figures_of, hours_of, is_beyond

CENTS = {"CNY": 2, "JPY": 0, "KWD": 3}


def half_up(value: Fraction, places: int) -> Fraction:
    """Rounded half away from zero to so many places, by whole numbers alone."""
    scaled = value * 10**places
    return Fraction((scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2), 10**places)


@given(
    quantity=st.decimals(0, 1000, places=4),
    price=st.decimals(0, 100_000, places=4),
    discount=st.decimals(0, 100, places=2),
    covered=st.integers(0, 100),
    tax=st.decimals(0, 100, places=2),
    currency=st.sampled_from(sorted(CENTS)),
)
def test_every_step_is_rounded_as_a_slow_reckoning_does(quantity, price, discount, covered, tax, currency):
    places = CENTS[currency]
    asked = half_up(Fraction(quantity) * Fraction(price) * (1 - Fraction(discount) / 100), places)
    borne = half_up(asked * covered / 100, places)
    net = asked - borne
    figures = figures_of(quantity, price, currency, discount_percent=discount, covered_percent=covered, tax_percent=tax)
    assert Fraction(figures.gross.amount) == half_up(Fraction(quantity) * Fraction(price), places)
    assert (Fraction(figures.covered.amount), Fraction(figures.net.amount)) == (borne, net)
    assert Fraction(figures.tax.amount) == half_up(net * Fraction(tax) / 100, places)
    assert figures.gross.amount == figures.discount.amount + figures.covered.amount + figures.net.amount
    assert figures.total.amount == figures.net.amount + figures.tax.amount


@pytest.mark.parametrize(
    ("covered", "net", "tax"), [(0, "149.99", "9.00"), (50, "74.99", "4.50"), (100, "0.00", "0.00")]
)
def test_the_share_that_is_covered_costs_nothing(covered, net, tax):
    figures = figures_of(Decimal(1), Decimal("149.99"), "CNY", covered_percent=covered, tax_percent=Decimal(6))
    assert (figures.net.amount, figures.tax.amount) == (Decimal(net), Decimal(tax))


def test_minutes_are_hours_to_four_places():
    assert [hours_of(n) for n in (30, 50, 60)] == [Decimal("0.5"), Decimal("0.8333"), Decimal(1)]


def test_the_tolerance_lies_above_the_quotation():
    said = [is_beyond(Decimal(n), Decimal(100), Decimal(10)) for n in (110, "110.01")]
    assert said == [False, True]
