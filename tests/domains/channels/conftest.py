"""People with work, and a customer who reads mail."""

import pytest
from tests import make

from aftercare.kit.actor import system

HOUSE = system("tests")


@pytest.fixture
def reader(at, company):
    """王芳, who reads mail."""
    from aftercare.domains.customers.actions import change_contact

    customer = make.customer(at)
    change_contact(HOUSE, customer.contacts.get(), email="wang@example.com", at=at)
    return customer
