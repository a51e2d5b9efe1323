"""What things cost on a day."""

from datetime import date
from decimal import Decimal

import pytest
from tests.make import HOUSE

from aftercare.domains.catalog.errors import CodeTaken
from aftercare.domains.orders.actions import (
    add_price_list,
    add_tax_rate,
    change_price_list,
    change_tax_rate,
    set_approval_limit,
    set_prices,
)
from aftercare.domains.orders.errors import BadCurrency, BadPercent, BadValidity
from aftercare.domains.orders.models import ApprovalLimit, PriceList
from aftercare.domains.orders.queries import price_of, valid_list

pytestmark = pytest.mark.django_db
SPRING, SUMMER = date(2026, 3, 10), date(2026, 7, 1)


def test_a_thing_costs_what_the_latest_list_that_holds_says(machine, prices, at):
    later = add_price_list(HOUSE, code="summer", name="夏季", currency="CNY", valid_from=SUMMER, at=at)
    set_prices(HOUSE, later, prices={machine: Decimal(2799)}, at=at)
    assert price_of(machine, "CNY", SPRING) == Decimal(2999)
    assert price_of(machine, "CNY", SUMMER) == Decimal(2799)
    assert price_of(machine, "CNY", SUMMER, prices) == Decimal(2999)
    assert price_of(machine, "USD", SUMMER) is None
    assert (valid_list("CNY", SPRING), valid_list("CNY", SUMMER)) == (prices, later)


def test_a_list_that_ended_prices_nothing_and_a_price_can_be_taken_off(machine, hose, prices, at):
    set_prices(HOUSE, prices, prices={machine: None}, at=at)
    assert (price_of(machine, "CNY", SPRING), price_of(hose, "CNY", SPRING)) == (None, Decimal("19.99"))
    change_price_list(HOUSE, prices, valid_until=date(2026, 3, 9), at=at)
    assert price_of(hose, "CNY", SPRING) is None


def test_lists_and_taxes_keep_their_code_their_days_and_their_percentage(prices, vat, at):
    with pytest.raises(CodeTaken):
        add_price_list(HOUSE, code="retail", name="x", currency="CNY", valid_from=SPRING, at=at)
    with pytest.raises(BadCurrency, match="“Yuan” is no currency"):
        add_price_list(HOUSE, code="y", name="y", currency="Yuan", valid_from=SPRING, at=at)
    with pytest.raises(BadValidity, match="from 2026-01-01 and end on 2025-12-31"):
        change_price_list(HOUSE, prices, valid_until=date(2025, 12, 31), at=at)
    with pytest.raises(BadPercent, match="101 is no percentage"):
        add_tax_rate(HOUSE, code="much", name="much", percent=Decimal(101), at=at)
    assert list(PriceList.objects.values_list("code", "valid_until")) == [("retail", None)]
    assert change_tax_rate(HOUSE, vat, percent=Decimal(9), at=at).percent == Decimal(9)


def test_a_currency_has_one_approval_limit(at):
    set_approval_limit(HOUSE, currency="CNY", amount=Decimal(1000), discount_percent=Decimal(5), at=at)
    set_approval_limit(HOUSE, currency="CNY", amount=Decimal(2000), discount_percent=Decimal(5), at=at)
    assert ApprovalLimit.objects.get().amount == Decimal(2000)
