"""The desk takes a registration over on its request's page."""

from datetime import date

import pytest
from django.urls import reverse

from aftercare.domains.catalog.actions import add_product
from aftercare.domains.devices.actions import register_device
from aftercare.domains.devices.models import Device
from aftercare.domains.registrations.actions import register_owner
from aftercare.kit.actor import system
from tests import make
from tests.surfaces.console.conftest import client_of  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def registration(at, company):
    shop = make.customer(at, name="电器城", phone="13800138000")
    product = add_product(make.HOUSE, number="KFR-35", name="壁挂式空调", at=at)
    device = register_device(make.HOUSE, product=product, customer=shop, serial="HA20260001", at=at)
    given = {"name": "刘洋", "phone": "13900139001", "bought_on": date(2026, 3, 10)}
    return register_owner(system("portal"), device, **given, at=at).registration


def test_the_request_shows_it_and_one_button_takes_it_over(client_of, registration):  # noqa: F811
    here = reverse("console:request", args=[registration.request_id])
    form = reverse("console:request_registration", args=[registration.request_id])
    desk = client_of("manager")
    page = desk.get(here).content.decode()
    assert all(words in page for words in ("HA20260001", "电器城", form, "Take over this registration"))
    assert "The device goes over from 电器城 to 刘洋." in desk.get(form).content.decode()
    assert desk.post(form, {"bought_on": "2026-03-10"}).headers["Location"] == here
    held = Device.objects.select_related("customer").get()
    assert (held.customer.name, held.sold_date) == ("刘洋", date(2026, 3, 10))
    page = desk.get(here).content.decode()
    assert "Taken over" in page and form not in page


def test_whoever_may_not_change_devices_is_told_who_takes_it_over(client_of, registration):  # noqa: F811
    here = reverse("console:request", args=[registration.request_id])
    page = client_of("agent").get(here).content.decode()
    assert "Whoever may change devices takes it over." in page
    form = reverse("console:request_registration", args=[registration.request_id])
    assert client_of("agent").get(form).status_code == 403


def test_a_request_that_registers_nothing_has_no_such_page(client_of, at, company):  # noqa: F811
    other = make.request(at)
    assert client_of("manager").get(reverse("console:request_registration", args=[other.id])).status_code == 404
