"""Somebody says that a device is theirs: kept at once for its known owner, else looked at by the desk."""

from datetime import date

import pytest
from tests import make

from aftercare.domains.catalog.actions import add_product
from aftercare.domains.customers.models import Customer
from aftercare.domains.devices.actions import register_device
from aftercare.domains.devices.models import Device
from aftercare.domains.registrations.actions import register_owner
from aftercare.domains.registrations.errors import BoughtInFuture
from aftercare.domains.registrations.models import Registration
from aftercare.domains.requests.actions import cancel_request
from aftercare.domains.requests.models import RequestNote, ServiceRequest
from aftercare.kit.actor import system
from aftercare.kit.errors import NotAllowed
from aftercare.kit.files import check_file, files_of

pytestmark = pytest.mark.django_db
PORTAL = system("portal")
LIN = {"name": "林女士", "phone": "138 0013 8000"}
LIU = {"name": "刘洋", "phone": "13900139001"}


@pytest.fixture
def device(at, company) -> Device:
    lin = make.customer(at, name="林女士", phone="13800138000")
    product = add_product(make.HOUSE, number="KFR-35", name="壁挂式空调", at=at)
    return register_device(make.HOUSE, product=product, customer=lin, serial="HA20260001", at=at)


def test_the_owners_number_is_kept_at_once_and_makes_no_request(device, at):
    done = register_owner(PORTAL, device, **LIN, at=at)
    assert (done.at_once, done.registration, done.again) == (True, None, False)
    assert Device.objects.get(pk=device.pk).registered_date == date(2026, 3, 10)
    assert not ServiceRequest.objects.exists()


def test_what_the_owner_says_of_the_purchase_is_kept_at_once_and_looked_at(device, at):
    done = register_owner(PORTAL, device, **LIN, bought_on=date(2026, 3, 1), at=at)
    kept = Registration.objects.select_related("request").get()
    assert (done.at_once, done.registration) == (True, kept)
    assert (kept.request.device, kept.request.kind_id, kept.request.channel) == (device, "consultation", "portal")
    assert (kept.bought_on, kept.device, kept.outcome) == (date(2026, 3, 1), device, "waiting")


def test_another_number_changes_nothing_of_the_device(device, at):
    done = register_owner(PORTAL, device, **LIU, seller="苏宁", at=at)
    kept = Registration.objects.select_related("request__customer").get()
    assert (done.at_once, done.again, kept.request.device) == (False, False, None)
    assert (kept.request.customer.name, kept.device.customer.name) == ("刘洋", "林女士")
    assert Device.objects.get(pk=device.pk).registered_date is None


def test_the_same_person_once_more_makes_no_second_request(device, at):
    said = {**LIU, "bought_on": date(2026, 3, 1), "seller": "苏宁"}
    first = register_owner(PORTAL, device, **said, at=at)
    again = register_owner(PORTAL, device, **said, at=make.later(at, minutes=5))
    assert again.registration == first.registration and again.again
    assert (ServiceRequest.objects.count(), Customer.objects.count(), RequestNote.objects.count()) == (1, 2, 0)


def test_other_words_are_noted_on_the_first_and_hold(device, at):
    register_owner(PORTAL, device, **LIU, bought_on=date(2026, 3, 1), seller="苏宁", at=at)
    receipt = check_file("receipt.png", make.picture())
    for _ in range(2):
        register_owner(PORTAL, device, **LIU, bought_on=date(2026, 2, 1), files=[receipt], at=at)
    kept = Registration.objects.select_related("request").get()
    assert (kept.bought_on, kept.seller) == (date(2026, 2, 1), "苏宁")
    assert RequestNote.objects.get().text.splitlines() == ["再次登记，内容有所不同：", "购买日期: 2026-02-01"]
    assert files_of(kept.request.ref).count() == 1


def test_somebody_else_under_the_same_number_is_looked_at_by_itself(device, at):
    register_owner(PORTAL, device, **LIU, at=at)
    register_owner(PORTAL, device, **{**LIU, "name": "刘海"}, at=at)
    assert list(Registration.objects.order_by("id").values_list("name", flat=True)) == ["", "刘海"]


def test_once_the_first_was_cancelled_another_one_is_looked_at(device, at):
    first = register_owner(PORTAL, device, **LIU, at=at)
    cancel_request(make.HOUSE, first.registration.request, reason="无法证明", at=at)
    assert not register_owner(PORTAL, device, **LIU, at=at).again
    assert ServiceRequest.objects.count() == 2


def test_a_day_to_come_and_whoever_may_enter_nothing_are_refused(device, at, actor_of):
    with pytest.raises(BoughtInFuture):
        register_owner(PORTAL, device, **LIU, bought_on=date(2026, 3, 11), at=at)
    with pytest.raises(NotAllowed):
        register_owner(actor_of("engineer"), device, **LIU, at=at)
    assert not Registration.objects.exists()
