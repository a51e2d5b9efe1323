"""What the customer says of the product and of the day, where no device and no date is promised."""

import pytest
from django.db import IntegrityError, transaction
from tests import make

from aftercare.domains.catalog.actions import add_category, add_product
from aftercare.domains.devices.actions import register_device
from aftercare.domains.requests.actions import WishedTime
from aftercare.domains.requests.errors import DateInThePast, WishTurnedRound
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sort(company, at):
    return add_category(make.HOUSE, code="air", name="空调", at=at)


def test_the_kind_of_product_and_the_time_wished_for_are_kept_and_told(sort, at):
    wished = WishedTime(make.later(at, days=2), make.later(at, days=2, hours=4))
    made = make.request(at, category=sort, wished=wished)
    kept = ServiceRequest.objects.get(pk=made.pk)
    assert (kept.category, kept.wished_from, kept.wished_to) == (sort, wished.start, wished.end)
    fact = facts_of(made.ref).get(kind="request.submitted").data
    assert (fact["category_id"], fact["wished_from"], fact["wished_to"]) == (
        str(sort.id),
        "2026-03-12T01:00:00Z",
        "2026-03-12T05:00:00Z",
    )


def test_a_wish_moves_no_promise(sort, at):
    plain = make.request(at)
    wished = WishedTime(make.later(at, hours=1), make.later(at, hours=2))
    assert make.request(at, customer_=plain.customer, wished=wished).required_at == plain.required_at


def test_a_device_tells_its_own_kind(sort, at):
    owner = make.customer(at)
    product = add_product(make.HOUSE, number="KFR-1", name="空调", at=at)
    device = register_device(make.HOUSE, product=product, customer=owner, at=at)
    assert make.request(at, customer_=owner, device=device, category=sort).category is None


def test_a_time_that_ends_before_it_begins_is_refused(company, at):
    with pytest.raises(WishTurnedRound) as refused:
        make.request(at, wished=WishedTime(make.later(at, hours=2), make.later(at, hours=1)))
    assert set(refused.value.errors) == {"wished"}
    assert not ServiceRequest.objects.exists()


def test_a_time_that_is_over_is_refused(company, at):
    with pytest.raises(DateInThePast):
        make.request(at, wished=WishedTime(make.later(at, hours=-2), make.later(at, hours=-1)))
    assert not ServiceRequest.objects.exists()


def test_the_database_keeps_no_half_a_wish(company, at):
    made = make.request(at)
    with pytest.raises(IntegrityError, match="request_wish_has_both_ends"), transaction.atomic():
        ServiceRequest.objects.filter(pk=made.pk).update(wished_from=at)
