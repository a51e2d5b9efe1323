"""A request is about what belongs to its customer, whoever enters or changes it and by whichever door."""

import pytest
from tests.make import HOUSE, customer, later, request

from aftercare.domains.catalog.actions import add_product
from aftercare.domains.customers.actions import add_contact, add_site, merge_customer
from aftercare.domains.customers.errors import NotTheirs
from aftercare.domains.devices.actions import register_device
from aftercare.domains.requests.actions import change_request
from aftercare.domains.requests.models import ServiceRequest

pytestmark = pytest.mark.django_db
FIELDS = ("device", "site", "contact")


@pytest.fixture
def other(company, at):
    """Another customer, with a place, a person and a device."""
    return customer(at, name="李雷", phone="13900139000")


@pytest.fixture
def theirs(other, at):
    """What belongs to the other customer, by field."""
    product = add_product(HOUSE, number="KFR-1", name="空调", at=at)
    return {
        "device": register_device(HOUSE, product=product, customer=other, serial="SN-7", at=at),
        "site": add_site(HOUSE, other, name="家", address="杭州市西湖区文三路 1 号", at=at),
        "contact": add_contact(HOUSE, other, name="韩梅梅", phone="13700137000", at=at),
    }


@pytest.mark.parametrize("field", FIELDS)
def test_nothing_of_another_customer_is_entered(theirs, actor_of, at, field):
    with pytest.raises(NotTheirs) as refused:
        request(at, actor_of("agent"), **{field: theirs[field]})
    said = f"{theirs[field]} does not belong to 王芳; choose one of theirs."
    assert (str(refused.value), list(refused.value.errors)) == (said, [field])
    assert not ServiceRequest.objects.exists()


@pytest.mark.parametrize("field", FIELDS)
def test_nothing_of_another_customer_is_put_in_afterwards(theirs, pending, actor_of, at, field):
    before = ServiceRequest.objects.values().get(pk=pending.pk)
    with pytest.raises(NotTheirs):
        change_request(actor_of("agent"), pending, at=at, **{field: theirs[field]})
    assert ServiceRequest.objects.values().get(pk=pending.pk) == before


def test_what_came_with_a_merged_record_is_theirs(theirs, other, pending, actor_of, at):
    merge_customer(HOUSE, other, into=pending.customer, at=later(at, minutes=1))
    fresh = {name: type(thing).objects.get(pk=thing.pk) for name, thing in theirs.items()}
    changed = change_request(actor_of("agent"), pending, at=later(at, minutes=2), **fresh)
    assert (changed.device, changed.site, changed.contact) == tuple(fresh[name] for name in FIELDS)
