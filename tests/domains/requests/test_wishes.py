"""What the customer says of the product and of the day, where no device and no date is promised."""

import pytest
from django.db import IntegrityError, transaction
from tests import make

from aftercare.domains.catalog.actions import add_category, add_product
from aftercare.domains.devices.actions import register_device
from aftercare.domains.dispatch.queries import candidates_for
from aftercare.domains.requests.actions import WishedTime, change_request
from aftercare.domains.requests.errors import DateInThePast, DeviceTellsKind, WishTurnedRound
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import listed
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


def changed(at, made, **values):
    return change_request(make.HOUSE, made, at=at, **values)


def test_kind_and_wish_are_put_right_afterwards_and_the_ledger_tells_both(sort, at):
    made, wished = make.request(at, title="漏水"), WishedTime(make.later(at, days=1), make.later(at, days=1, hours=2))
    held = changed(at, made, category=sort, wished=wished)
    assert (held.category, held.wished_from, held.wished_to) == (sort, wished.start, wished.end)
    assert (held.required_at, held.targets) == (made.required_at, made.targets)
    fact = facts_of(made.ref).get(kind="request.changed").data
    assert fact == {
        "fields": ["category", "wished"],
        "category_id": str(sort.id),
        "wished_from": "2026-03-11T01:00:00Z",
        "wished_to": "2026-03-11T03:00:00Z",
    }
    assert list(listed(make.HOUSE, q="空调")) == [made]


def test_a_wish_that_is_gone_is_told_without_its_ends_and_the_same_wish_not_at_all(company, at):
    wished = WishedTime(make.later(at, days=1), make.later(at, days=1, hours=2))
    made = make.request(at, wished=wished)
    changed(at, made, wished=wished)
    assert not facts_of(made.ref).filter(kind="request.changed").exists()
    assert changed(make.later(at, days=3), made, wished=None).wished_from is None
    assert facts_of(made.ref).get(kind="request.changed").data == {"fields": ["wished"]}


def test_a_change_to_a_wish_that_is_over_or_a_kind_beside_a_device_is_refused(sort, at):
    owner = make.customer(at)
    product = add_product(make.HOUSE, number="KFR-1", name="空调", at=at)
    device = register_device(make.HOUSE, product=product, customer=owner, at=at)
    made = make.request(at, customer_=owner, device=device)
    with pytest.raises(DateInThePast):
        changed(at, made, wished=WishedTime(make.later(at, hours=-2), make.later(at, hours=-1)))
    with pytest.raises(DeviceTellsKind) as refused:
        changed(at, made, category=sort)
    assert set(refused.value.errors) == {"category"}
    assert not facts_of(made.ref).filter(kind="request.changed").exists()


def test_the_one_who_goes_is_chosen_by_the_wish_as_it_was_put_right(company, at):
    made, wished = make.request(at), WishedTime(make.later(at, days=1), make.later(at, days=1, hours=2))
    make.engineer(at)
    assert candidates_for(made, at=at).chosen.minutes_of("wish") == 0
    (part,) = [
        one for one in candidates_for(changed(at, made, wished=wished), at=at).chosen.parts if one.code == "wish"
    ]
    assert (part.minutes, part.why.code) == (0.0, "wish_kept")
