"""The desk decides on a registration, and whoever registered is told."""

from datetime import date

import pytest
from tests import make
from tests.reacting import run_reactions

from aftercare.domains.catalog.actions import add_product
from aftercare.domains.channels.models import Message
from aftercare.domains.contracts.actions import add_warranty_term
from aftercare.domains.contracts.models import DeviceWarranty
from aftercare.domains.devices.actions import register_device, transfer_device
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.queries import owners_of
from aftercare.domains.registrations.actions import register_owner, take_over_registration
from aftercare.domains.registrations.errors import BoughtInFuture, RegistrationDecided
from aftercare.domains.registrations.models import Registration
from aftercare.domains.requests.actions import cancel_request
from aftercare.kit.actor import system
from aftercare.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db
PORTAL = system("portal")
LIU = {"name": "刘洋", "phone": "13900139001", "email": "liu@example.com", "language": "zh-hans"}
BOUGHT = date(2026, 3, 1)


@pytest.fixture
def device(at, company) -> Device:
    shop = make.customer(at, name="电器城", phone="13800138000")
    product = add_product(make.HOUSE, number="KFR-35", name="壁挂式空调", at=at)
    add_warranty_term(make.HOUSE, name="整机保修", start_rule="invoice", labour_months=12, at=at)
    return register_device(
        make.HOUSE, product=product, customer=shop, serial="HA20260001", shipped_date=date(2026, 2, 1), at=at
    )


@pytest.fixture
def waiting(device, at) -> Registration:
    done = register_owner(PORTAL, device, **LIU, bought_on=BOUGHT, seller="苏宁", at=at)
    return done.registration


def outcome() -> str:
    return Registration.objects.get().outcome


def letters() -> list[tuple[str, str]]:
    rows = Message.objects.exclude(kind="letter.received").order_by("id")
    return [(row.kind, row.text.split("\n\n")[1]) for row in rows]


def test_one_step_makes_the_device_theirs_with_its_purchase_and_its_warranty(actor_of, device, waiting, at):
    take_over_registration(actor_of("manager"), waiting, bought_on=BOUGHT, at=at)
    held = Device.objects.select_related("customer").get(pk=device.pk)
    assert (held.customer.name, held.sold_date, held.registered_date) == ("刘洋", BOUGHT, date(2026, 3, 10))
    assert (held.seller, owners_of(held).first().from_date) == ("苏宁", BOUGHT)
    assert DeviceWarranty.objects.get(device=device).labour_ends_on == date(2027, 3, 1)
    kept = Registration.objects.select_related("request").get()
    assert (kept.outcome, kept.request.device) == ("taken_over", device)


def test_whoever_registered_is_told_until_when_the_warranty_lasts(actor_of, waiting, at):
    take_over_registration(actor_of("manager"), waiting, bought_on=BOUGHT, at=at)
    run_reactions()
    run_reactions()
    assert letters() == [
        ("letter.registration_taken_over", "您的壁挂式空调 …0001已登记。保修期至2027年3月1日。"),
    ]


def test_a_cancelled_request_registers_nothing_and_tells_why(device, waiting, at):
    cancel_request(make.HOUSE, waiting.request, reason="收据属于另一台设备", at=at)
    run_reactions()
    assert letters() == [
        ("letter.registration_refused", "很抱歉，未能为您登记壁挂式空调 …0001：收据属于另一台设备"),
    ]
    assert (outcome(), Device.objects.get(pk=device.pk).customer.name) == ("refused", "电器城")


def test_a_device_handed_over_by_hand_is_registered_and_told_once(device, waiting, at):
    transfer_device(make.HOUSE, device, to=waiting.request.customer, at=at)
    run_reactions()
    run_reactions()
    assert outcome() == "taken_over"
    assert [kind for kind, _text in letters()] == ["letter.registration_taken_over"]


def test_a_device_handed_to_somebody_else_leaves_it_waiting(device, waiting, at):
    transfer_device(make.HOUSE, device, to=make.customer(at, name="王芳", phone="13700137000"), at=at)
    run_reactions()
    assert outcome() == "waiting"


def test_without_a_day_the_device_keeps_its_own_and_goes_over_today(actor_of, device, waiting, at):
    take_over_registration(actor_of("manager"), waiting, bought_on=None, at=at)
    held = Device.objects.get(pk=device.pk)
    assert (held.sold_date, owners_of(held).first().from_date) == (None, date(2026, 3, 10))


def test_what_is_decided_is_not_decided_again(actor_of, waiting, at):
    take_over_registration(actor_of("manager"), waiting, bought_on=BOUGHT, at=at)
    with pytest.raises(RegistrationDecided):
        take_over_registration(actor_of("manager"), waiting, bought_on=BOUGHT, at=at)


def test_a_day_to_come_and_whoever_may_not_change_devices_are_refused(actor_of, device, waiting, at):
    with pytest.raises(BoughtInFuture):
        take_over_registration(actor_of("manager"), waiting, bought_on=date(2026, 3, 11), at=at)
    with pytest.raises(NotAllowed):
        take_over_registration(actor_of("agent"), waiting, bought_on=BOUGHT, at=at)
    assert (outcome(), Device.objects.get(pk=device.pk).customer.name) == ("waiting", "电器城")
