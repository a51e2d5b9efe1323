"""An air conditioner, who owns it, and the terms it was sold with."""

from datetime import date

import pytest
from tests.make import HOUSE, customer

from aftercare.domains.catalog.actions import add_category, add_product
from aftercare.domains.contracts.actions import add_warranty_term
from aftercare.domains.devices.actions import register_device


@pytest.fixture
def tree(at):
    """Appliances, air conditioners below them, and one of those."""
    top = add_category(HOUSE, code="appliances", name="家电", at=at)
    ac = add_category(HOUSE, code="ac", name="空调", parent=top, at=at)
    return top, ac, add_product(HOUSE, number="KFR-35GW", name="壁挂式空调", category=ac, at=at)


@pytest.fixture
def owner(at):
    return customer(at)


@pytest.fixture
def device(tree, owner, at):
    return register_device(HOUSE, product=tree[2], customer=owner, serial="HA1", sold_date=date(2025, 9, 1), at=at)


@pytest.fixture
def year(tree, at):
    """Terms of everything: labour and parts for a year, travel for half a year, from the invoice."""
    return add_warranty_term(
        HOUSE, name="整机一年", labour_months=12, parts_months=12, parts_percent=80, travel_months=6, at=at
    )
