"""A shop with two things to sell, a tax, prices, and people who write, review and ship."""

from datetime import date
from decimal import Decimal

import pytest
from tests.make import HOUSE, customer

from aftercare.domains.catalog.actions import add_part, add_product
from aftercare.domains.orders.actions import (
    add_price_list,
    add_tax_rate,
    approve_order,
    create_order,
    set_prices,
    submit_order,
)
from aftercare.domains.orders.drafts import LineDraft


@pytest.fixture
def buyer(at):
    return customer(at)


@pytest.fixture
def machine(at):
    return add_product(HOUSE, number="KFR-35GW", name="空调", serial_pattern=r"HA\d{4}", at=at)


@pytest.fixture
def hose(at):
    return add_part(HOUSE, number="HOSE-2M", name="软管", at=at)


@pytest.fixture
def vat(at):
    return add_tax_rate(HOUSE, code="vat13", name="增值税 13%", percent=Decimal(13), at=at)


@pytest.fixture
def prices(machine, hose, at):
    made = add_price_list(HOUSE, code="retail", name="零售价", currency="CNY", valid_from=date(2026, 1, 1), at=at)
    return set_prices(HOUSE, made, prices={machine: Decimal("2999.00"), hose: Decimal("19.99")}, at=at)


@pytest.fixture
def clerk(actor_of):
    return actor_of("order_clerk")


@pytest.fixture
def reviewer(actor_of):
    return actor_of("order_reviewer")


@pytest.fixture
def draft(clerk, buyer, machine, hose, vat, prices, at):
    """Two machines at a tenth off and three hoses: 5398.20 and 59.97 net."""
    lines = [
        LineDraft(product=machine, quantity=2, discount_percent=Decimal(10), tax_rate=vat),
        LineDraft(part=hose, quantity=3, tax_rate=vat),
    ]
    return create_order(clerk, customer=buyer, lines=lines, at=at)


@pytest.fixture
def submitted(clerk, draft, at):
    return submit_order(clerk, draft, at=at)


@pytest.fixture
def approved(reviewer, submitted, at):
    return approve_order(reviewer, submitted, at=at)
