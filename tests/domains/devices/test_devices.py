"""Devices in customers' hands."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation
from tests.make import HOUSE, customer

from aftercare.domains.accounts.actions import create_unit
from aftercare.domains.catalog.actions import add_category, add_product
from aftercare.domains.customers.actions import add_site, merge_customer
from aftercare.domains.devices.actions import change_device, move_device, register_device, transfer_device
from aftercare.domains.devices.errors import (
    ForeignSite,
    InsideItself,
    OwnerAlready,
    SerialDoesNotFit,
    SerialTaken,
    TransferTooEarly,
)
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.policies import visible_to
from aftercare.domains.devices.queries import (
    by_qr_key,
    devices_of,
    find_by_serial,
    holding_words,
    of_category,
    of_unit,
    owners_of,
    serial_holds,
    with_serial,
)
from aftercare.kit.errors import NotAllowed, Stale
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def product(at):
    return add_product(HOUSE, number="KFR-35GW", name="壁挂式空调", serial_pattern=r"HA\d{8}", at=at)


@pytest.fixture
def owner(at):
    return customer(at)


@pytest.fixture
def device(product, owner, at):
    return register_device(
        HOUSE, product=product, customer=owner, serial="HA20260001", sold_date=date(2026, 1, 5), at=at
    )


def test_a_device_is_registered_in_the_hands_of_its_owner(device, owner, product, at):
    assert (device.number[:7], device.customer, device.status) == ("D-2026-", owner, "in_use")
    assert len(device.qr_key) == 22
    assert [(span.customer, span.from_date, span.until_date) for span in owners_of(device)] == [
        (owner, date(2026, 1, 5), None)
    ]
    fact = facts_of(device.ref).get()
    assert (fact.kind, fact.context_id) == ("device.registered", owner.id)
    assert fact.data == {"number": device.number, "product_id": str(product.id), "customer_id": str(owner.id)}


def test_without_a_date_the_owner_has_it_since_the_companys_today(product, owner, at):
    late = at.replace(hour=17)  # the next day has begun in Shanghai
    device = register_device(HOUSE, product=product, customer=owner, at=late)
    assert owners_of(device).get().from_date == date(2026, 3, 11)


def test_a_serial_that_does_not_fit_its_product_is_refused(product, owner, at):
    with pytest.raises(SerialDoesNotFit) as refused:
        register_device(HOUSE, product=product, customer=owner, serial="HB20260001", at=at)
    assert str(refused.value) == (
        r"“HB20260001” can't be a serial number of 壁挂式空调: it must match HA\d{8}. "
        "Look at the plate again, or choose another product."
    )
    assert list(refused.value.errors) == ["serial"]
    assert Device.objects.count() == 0


def test_two_units_of_a_product_never_share_a_serial(device, product, owner, at):
    taken = f"壁挂式空调 HA20260001 is already on record as {device.number}; open that one, or transfer it."
    with pytest.raises(SerialTaken) as refused:
        register_device(HOUSE, product=product, customer=owner, serial=" HA2026 0001", at=at)
    assert str(refused.value) == taken
    other = add_product(HOUSE, number="BCD-215", name="冰箱", at=at)
    register_device(HOUSE, product=other, customer=owner, serial="HA20260001", at=at)
    with pytest.raises(IntegrityError, match="device_serial_once_per_product"), transaction.atomic():
        Device.objects.filter(product=other).update(product=product, serial="ha20260001")


def test_units_without_serial_are_many(product, owner, at):
    for _unit in range(2):
        register_device(HOUSE, product=product, customer=owner, at=at)
    assert Device.objects.filter(serial="").count() == 2


def test_any_part_of_a_serial_finds_the_device(device, actor_of):
    for asked in ("HA20260001", "260001", "ha2026", "HA", device.number, device.number.lower()):
        assert list(find_by_serial(HOUSE, asked)) == [device]
    for asked in ("", "0001HA", "20"):
        assert list(find_by_serial(HOUSE, asked)) == []
    assert list(find_by_serial(actor_of("stranger"), "HA20260001")) == []


def test_a_part_of_a_serial_is_looked_up_in_the_index(device):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "device_serial_part" in Device.objects.filter(serial_holds("260001")).explain()


def test_a_whole_serial_and_a_qr_code_name_the_device(device, product):
    assert list(with_serial("ha20260001")) == list(with_serial("HA20260001", product.id)) == [device]
    assert list(with_serial("")) == []
    assert by_qr_key(device.qr_key) == device
    assert by_qr_key("guess") is None


def test_a_change_names_its_fields_and_keeps_the_serial_rule(device, at):
    change_device(HOUSE, device, batch="B7", installed_date=date(2026, 1, 9), at=at)
    assert facts_of(device.ref).last().data == {"fields": ["batch", "installed_date"]}
    with pytest.raises(SerialDoesNotFit):
        change_device(HOUSE, device, serial="X", at=at)
    device.refresh_from_db()
    assert (device.serial, device.batch) == ("HA20260001", "B7")


def test_a_device_is_no_part_of_its_own_parts(device, product, owner, at):
    inner = register_device(HOUSE, product=product, customer=owner, parent=device, at=at)
    with pytest.raises(InsideItself, match=f"HA20260001 can't be part of {inner.number}, which is itself part of it."):
        change_device(HOUSE, device, parent=inner, at=at)
    device.refresh_from_db()
    assert device.parent is None


def test_a_device_moves_among_the_places_of_its_owner_and_user(device, owner, at):
    home, foreign = add_site(HOUSE, owner, name="家", at=at), add_site(HOUSE, customer(at), name="别处", at=at)
    device = move_device(HOUSE, device, site=home, at=at)
    assert facts_of(device.ref).last().data == {"to_site_id": str(home.id)}
    with pytest.raises(ForeignSite, match="The site 别处 belongs to neither the owner nor the user of this device"):
        move_device(HOUSE, device, site=foreign, at=at)
    change_device(HOUSE, device, user_customer=foreign.customer, at=at)
    assert move_device(HOUSE, device, site=foreign, at=at).site == foreign


def test_a_transferred_device_keeps_whose_it_was(device, owner, at):
    buyer = customer(at, name="李雷", phone="13900139000")
    device = transfer_device(HOUSE, device, to=buyer, on=date(2026, 3, 1), reason="二手转让", at=at)
    assert (device.customer, device.site) == (buyer, None)
    assert [(span.customer, span.from_date, span.until_date, span.reason) for span in owners_of(device)] == [
        (buyer, date(2026, 3, 1), None, "二手转让"),
        (owner, date(2026, 1, 5), date(2026, 3, 1), ""),
    ]
    assert facts_of(device.ref).last().data == {"from_customer_id": str(owner.id), "to_customer_id": str(buyer.id)}
    assert list(devices_of(owner)) == []
    assert list(devices_of(buyer)) == [device]


def test_a_transfer_needs_another_owner_and_a_day_of_the_present_one(device, owner, at):
    with pytest.raises(OwnerAlready, match="HA20260001 already belongs to 王芳; choose another customer."):
        transfer_device(HOUSE, device, to=owner, at=at)
    with pytest.raises(TransferTooEarly, match="HA20260001 came to its present owner on 2026-01-05; choose that day"):
        transfer_device(HOUSE, device, to=customer(at, name="李雷"), on=date(2026, 1, 4), at=at)
    device.refresh_from_db()
    assert (device.customer, owners_of(device).count()) == (owner, 1)


def test_devices_of_a_merged_record_are_those_of_the_one_that_stays(device, owner, at):
    stays = customer(at)
    merge_customer(HOUSE, owner, into=stays, at=at)
    assert list(devices_of(stays)) == [device]


def test_an_agent_registers_devices_but_does_not_change_them(actor_of, device, at):
    with pytest.raises(NotAllowed, match="it needs the right “change, move and transfer devices”"):
        change_device(actor_of("agent"), device, batch="B8", at=at)
    device.refresh_from_db()
    assert device.batch == ""


def test_an_engineer_sees_devices_worked_on_and_a_stranger_none(actor_of, device, product, owner, at):
    register_device(HOUSE, product=product, customer=owner, at=at)
    assert list(visible_to(actor_of("engineer"))) == []
    assert list(visible_to(actor_of("engineer"), also=[device.id])) == [device]
    assert list(visible_to(actor_of("stranger"), also=[device.id])) == []
    assert visible_to(actor_of("agent")).count() == 2


def test_devices_are_found_by_serial_product_and_customer(device, product, owner, at, actor_of):
    manager, rows = actor_of("manager"), Device.objects.all()
    other = add_product(HOUSE, number="BCD-500", name="冰箱", at=at)
    register_device(HOUSE, product=other, customer=customer(at, name="赵敏", phone="13900139000"), serial="B1", at=at)
    for words in ("2026000", "ha2026", device.number.lower(), "壁挂", "KFR", "王芳", "wangfang", "13800138000"):
        assert list(holding_words(manager, rows, words)) == [device], words
    assert list(holding_words(manager, rows, "nothing")) == []
    assert holding_words(manager, rows, " ").count() == 2


def test_devices_of_a_customer_merged_into_another_are_found_by_the_one_that_stays(device, owner, at, actor_of):
    stays = customer(at, name="赵敏", phone="13900139000")
    merge_customer(HOUSE, owner, into=stays, at=at)
    assert list(holding_words(actor_of("manager"), Device.objects.all(), "赵敏")) == [device]


def test_devices_are_narrowed_by_category_and_part_of_the_company(company, owner, at):
    root = company[1].unit
    east = create_unit(HOUSE, code="east", name="华东", parent=root, at=at)
    top = add_category(HOUSE, code="appliances", name="家电", at=at)
    below = add_category(HOUSE, code="ac", name="空调", parent=top, at=at)
    product = add_product(HOUSE, number="KFR-35GW", name="空调", category=below, at=at)
    theirs = customer(at, name="赵敏", phone="13900139000", unit=east)
    one = register_device(HOUSE, product=product, customer=theirs, serial="A1", at=at)
    other = register_device(HOUSE, product=product, customer=owner, serial="A2", at=at)
    rows = Device.objects.order_by("id")
    assert list(of_category(rows, top)) == list(of_category(rows, below)) == [one, other]
    assert list(of_unit(rows, east)) == list(of_unit(rows, root)) == [one]


def test_a_change_of_another_version_than_was_seen_is_refused(device, at):
    with pytest.raises(Stale):
        change_device(HOUSE, device, batch="B1", expected=device.version + 1, at=at)
    assert Device.objects.get().batch == ""
    assert change_device(HOUSE, device, batch="B1", expected=device.version, at=at).batch == "B1"
