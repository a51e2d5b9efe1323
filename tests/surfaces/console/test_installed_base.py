"""Devices in the console: found, looked at, registered, changed, moved, handed over; a warranty voided."""

from datetime import date

import pytest
from django.urls import reverse

from aftercare.domains.catalog.actions import add_product
from aftercare.domains.catalog.models import Product
from aftercare.domains.contracts.models import DeviceWarranty
from aftercare.domains.customers.actions import add_site
from aftercare.domains.customers.models import Customer
from aftercare.domains.devices.actions import register_device
from aftercare.domains.devices.models import Device
from tests import make
from tests.surfaces.console.test_permissions import installed

pytestmark = pytest.mark.django_db


@pytest.fixture
def device(at, company) -> Device:
    return Device.objects.select_related("product", "customer").get(pk=installed(at)["device_id"])


@pytest.fixture
def other(device, at) -> Device:
    """Of the same product, in other hands, with no warranty."""
    owner = make.customer(at, name="刘洋", phone="13900139001")
    return register_device(make.HOUSE, product=device.product, customer=owner, serial="ZZ7", status="stored", at=at)


def shown(client, **query) -> list[str]:
    rows = client.get(reverse("console:devices"), query).context["rows"]
    return [row.serial for row, _look in rows]


def of(device: Device, name: str = "device") -> str:
    return reverse(f"console:{name}", args=[device.id])


def test_the_latest_registered_leads_the_list(client_of, device, other):
    assert shown(client_of("agent")) == ["ZZ7", "HA1"]


@pytest.mark.parametrize(
    ("query", "serials"),
    [
        ({"q": "z7"}, []),
        ({"q": "zz7"}, ["ZZ7"]),
        ({"q": "刘洋"}, ["ZZ7"]),
        ({"q": "壁挂"}, ["ZZ7", "HA1"]),
        ({"status": "stored"}, ["ZZ7"]),
        ({"warranty": "yes"}, ["HA1"]),
        ({"warranty": "no"}, ["ZZ7"]),
        ({"status": "no such"}, ["ZZ7", "HA1"]),
    ],
)
def test_the_list_is_narrowed_by_words_status_and_warranty(client_of, device, other, query, serials):
    assert shown(client_of("agent"), **query) == serials


def test_the_list_is_narrowed_to_one_customer(client_of, device, other):
    client = client_of("agent")
    assert shown(client, customer=str(device.customer_id)) == ["HA1"]
    (chip,) = client.get(reverse("console:devices"), {"customer": str(device.customer_id)}).context["chips"]
    assert (chip.label, chip.removable) == ("赵敏", True)


def test_the_page_says_what_covers_it_today_and_why(client_of, device):
    page = client_of("agent").get(of(device))
    assert [(one["percent"], one["until"], str(one["source"])) for one in page.context["shares"]] == [
        (100, date(2027, 1, 5), "Warranty"),
        (100, date(2026, 12, 31), "Agreement"),
        (100, date(2026, 12, 31), "Agreement"),
    ]
    assert page.context["reasons"][0] == "“延保” pays 100 % of labour until 5 Jan 2027."
    assert "New request for it" in page.text


def test_a_new_request_begins_with_customer_and_device(client_of, device):
    client = client_of("agent")
    url = client.get(of(device)).context["new_url"]
    assert url == f"/requests/new/{device.customer_id}/?serial=HA1"
    assert client.get(url).context["form"]["serial"].value() == "HA1"


def test_a_device_is_registered_by_the_names_of_product_and_owner(client_of, device):
    client = client_of("agent")
    sent = {"product": "壁挂式空调 · KFR-35GW", "customer": "赵敏", "serial": "HA2", "sold_date": "2026-02-01"}
    answer = client.post(reverse("console:device_new"), sent)
    made = Device.objects.get(serial="HA2")
    assert answer["Location"] == of(made)
    assert (made.product_id, made.customer_id, made.sold_date) == (
        device.product_id, device.customer_id, date(2026, 2, 1),
    )  # fmt: skip


def test_a_serial_number_that_is_taken_is_refused_at_its_form_with_the_words_kept(client_of, device):
    sent = {"product": "KFR-35GW", "customer": device.customer.number, "serial": "ha1"}
    answer = client_of("agent").post(reverse("console:device_new"), sent)
    assert answer.status_code == 422
    assert f"壁挂式空调 ha1 is already on record as {device.number}; open that one, or transfer it." in answer.text
    assert 'value="ha1"' in answer.text
    assert Device.objects.count() == 1


def test_a_name_that_nobody_has_is_refused_at_its_field(client_of, device):
    sent = {"product": "KFR-35GW", "customer": "nobody"}
    answer = client_of("agent").post(reverse("console:device_new"), sent)
    assert answer.context["form"].errors == {
        "customer": ["Nothing is called just “nobody”; choose from the list."],
    }


def test_a_form_of_a_customer_begins_with_that_customer(client_of, device):
    page = client_of("agent").get(reverse("console:device_new"), {"customer": str(device.customer_id)})
    assert page.context["form"]["customer"].value() == f"赵敏 · {device.customer.number}"


def test_a_device_is_changed_moved_and_handed_over(client_of, device, other, at):
    client = client_of("manager")
    stands = client.get(of(device, "device_change")).context["form"].initial
    kept = {name: value for name, value in stands.items() if value is not None}
    assert client.post(of(device, "device_change"), {**kept, "batch": "B7"}).status_code == 302
    site = add_site(make.HOUSE, device.customer, name="浦东工厂", at=at)
    assert client.post(of(device, "device_move"), {"site": str(site.id)}).status_code == 302
    device.refresh_from_db()
    assert (device.batch, device.site_id) == ("B7", site.id)
    assert client.post(of(device, "device_transfer"), {"to": "刘洋", "reason": "Sold on"}).status_code == 302
    device.refresh_from_db()
    assert device.customer_id == other.customer_id


def test_a_change_over_somebody_elses_comes_back_with_what_stands_now(client_of, device):
    client = client_of("manager")
    sent = {"batch": "B7", "status": "in_use", "serial": "HA1", "expected": device.version + 1}
    answer = client.post(of(device, "device_change"), sent)
    assert answer.status_code == 422
    assert Device.objects.get(pk=device.pk).batch == ""


def test_a_warranty_is_voided_with_a_reason(client_of, device):
    warranty = DeviceWarranty.objects.get(device=device)
    url = reverse("console:warranty_void", args=[device.id, warranty.id])
    client = client_of("manager")
    assert client.post(url, {"on": "2026-03-01"}).status_code == 422
    assert client.post(url, {"on": "2026-03-01", "reason": "Opened by others"}).status_code == 302
    warranty.refresh_from_db()
    assert (warranty.void_on, warranty.void_reason) == (date(2026, 3, 1), "Opened by others")
    assert "Opened by others" in client.get(of(device)).text


def test_names_are_offered_while_typing(client_of, device):
    client, asked = client_of("agent"), {"owner_names": "zhaomin", "product_names": "壁挂", "device_names": "ha1"}
    offered = {name: client.get(reverse(f"console:{name}"), {"q": q}).json()["items"] for name, q in asked.items()}
    customer, product = Customer.objects.get(), Product.objects.get()
    assert {name: [one["label"] for one in items] for name, items in offered.items()} == {
        "owner_names": [f"赵敏 · {customer.number}"],
        "product_names": [f"壁挂式空调 · {product.number}"],
        "device_names": [f"壁挂式空调 · HA1 · {device.number}"],
    }


def test_a_serial_number_of_another_product_is_told_and_kept(client_of, device, other, at):
    agent = client_of("agent")
    assert "Another product is on record" not in agent.get(of(device)).text
    fridge = add_product(make.HOUSE, number="BCD-215", name="冰箱", at=at)
    new = {"product": fridge.number, "customer": device.customer.number, "serial": device.serial.lower()}
    page = agent.post(reverse("console:device_new"), new, follow=True).text
    assert f"under this serial number: {device.product.name} {device.serial} ({device.number})" in page
    assert f"under this serial number: 冰箱 {device.serial.lower()}" in agent.get(of(device)).text
