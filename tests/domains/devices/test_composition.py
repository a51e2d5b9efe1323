"""What a device is made of."""

from datetime import date

import pytest
from tests import make
from tests.reacting import run_reactions

from aftercare.domains.catalog.actions import add_product
from aftercare.domains.contracts.actions import add_warranty_term
from aftercare.domains.contracts.queries.warranties import with_warranty_end
from aftercare.domains.devices.actions import build_in, register_device, take_out
from aftercare.domains.devices.errors import BuiltInElsewhere, InsideItself, NotBuiltIn, SerialTaken
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.queries import components_of
from aftercare.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def compressor(at):
    return add_product(make.HOUSE, number="COMP-1", name="压缩机", at=at)


@pytest.fixture
def device(at, company) -> Device:
    product = add_product(make.HOUSE, number="KFR-35", name="空调", at=at)
    return register_device(make.HOUSE, product=product, customer=make.customer(at), serial="HA1", at=at)


def test_a_new_unit_is_put_on_record_beside_its_device_with_a_warranty_of_its_own(device, compressor, at):
    add_warranty_term(make.HOUSE, name="压缩机", product=compressor, start_rule="installation", parts_months=36, at=at)
    made = build_in(make.HOUSE, device, product=compressor, serial="c 77", installed_date=date(2026, 3, 10), at=at)
    run_reactions()
    (part,) = with_warranty_end(components_of(device), on=date(2026, 3, 10))
    assert (part, part.serial, part.customer_id) == (made, "c77", device.customer_id)
    assert part.warranty_until == date(2029, 3, 10)


def test_a_unit_of_the_owner_that_is_on_record_is_built_in(device, compressor, at):
    known = register_device(
        make.HOUSE, product=compressor, customer=device.customer, serial="C77", status="stored", at=at
    )
    assert build_in(make.HOUSE, device, product=compressor, serial="C77", at=at) == known
    held = Device.objects.get(pk=known.pk)
    assert (held.parent, held.status, Device.objects.count()) == (device, "in_use", 2)


def test_a_unit_of_somebody_else_or_in_another_device_is_refused(device, compressor, at):
    other = make.customer(at, name="李雷", phone="13900139000")
    register_device(make.HOUSE, product=compressor, customer=other, serial="C1", at=at)
    with pytest.raises(SerialTaken):
        build_in(make.HOUSE, device, product=compressor, serial="C1", at=at)
    second = register_device(make.HOUSE, product=device.product, customer=device.customer, serial="HA2", at=at)
    build_in(make.HOUSE, second, product=compressor, serial="C2", at=at)
    with pytest.raises(BuiltInElsewhere):
        build_in(make.HOUSE, device, product=compressor, serial="C2", at=at)
    with pytest.raises(InsideItself):
        build_in(make.HOUSE, device, product=device.product, serial="HA1", at=at)
    assert not components_of(device).exists()


def test_what_is_taken_out_stays_on_record_by_itself(device, compressor, at):
    part = build_in(make.HOUSE, device, product=compressor, serial="C77", at=at)
    take_out(make.HOUSE, part, status="scrapped", at=at)
    held = Device.objects.get(pk=part.pk)
    assert (held.parent, held.status) == (None, "scrapped")
    with pytest.raises(NotBuiltIn):
        take_out(make.HOUSE, part, at=at)


def test_whoever_may_not_change_devices_composes_nothing(actor_of, device, compressor, at):
    with pytest.raises(NotAllowed):
        build_in(actor_of("agent"), device, product=compressor, serial="C77", at=at)
    assert Device.objects.count() == 1
