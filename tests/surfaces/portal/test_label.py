"""The page behind a device's QR label: what a stranger sees, and a request that knows the device."""

import pytest
from django.test import Client
from django.urls import reverse

from aftercare.domains.devices.models import Device
from aftercare.domains.devices.qr import token_of
from aftercare.domains.devices.queries import by_label
from aftercare.domains.orders.serials import partly
from aftercare.domains.requests.models import ServiceRequest
from tests.make import customer
from tests.surfaces.console.test_permissions import installed

pytestmark = pytest.mark.django_db
SENT = {"kind": "repair", "title": "不制冷", "part": "any", "go": "send"}


@pytest.fixture
def device(at, company) -> Device:
    device = Device.objects.get(pk=installed(at)["device_id"])
    Device.objects.filter(pk=device.pk).update(serial="HA20260001")
    device.refresh_from_db()
    return device


@pytest.fixture
def nobody() -> Client:
    return Client(headers={"accept-language": "en"})


def test_a_stranger_sees_the_product_and_the_end_of_the_serial_number_only(nobody, device):
    page = nobody.get(reverse("portal:label", args=[token_of(device.qr_key)]))
    assert page.status_code == 200
    assert "壁挂式空调" in page.text
    assert "…0001" in page.text
    for hidden in ("HA20260001", "赵敏", device.number, str(device.id), device.customer.number):
        assert hidden not in page.text, hidden


def test_a_label_that_was_not_signed_here_opens_nothing(nobody, device):
    for token in (device.qr_key, f"{device.qr_key}:forged", "nothing"):
        assert nobody.get(reverse("portal:label", args=[token])).status_code == 404
        assert by_label(token) is None


@pytest.mark.parametrize(("serial", "told"), [("HA20260001", "…0001"), ("1234", ""), ("", "")])
def test_a_short_serial_number_is_not_told_at_all(serial, told):
    assert partly(serial) == told


def test_a_problem_reported_by_its_owner_is_about_the_device(nobody, device):
    ask = nobody.get(reverse("portal:label", args=[token_of(device.qr_key)])).context["ask"]
    assert nobody.post(ask, {**SENT, "name": "赵敏", "phone": "13900139009"}).status_code == 302
    made = ServiceRequest.objects.get()
    assert (made.device_id, made.customer_id) == (device.id, device.customer_id)


def test_of_somebody_elses_device_the_serial_number_goes_to_the_desk_in_words(nobody, device):
    ask = f"{reverse('portal:submit')}?label={token_of(device.qr_key)}"
    assert nobody.post(ask, {**SENT, "name": "刘洋", "phone": "13900139001"}).status_code == 302
    made = ServiceRequest.objects.get()
    assert (made.device_id, made.description) == (None, "序列号: HA20260001")


def test_the_step_of_the_device_says_that_it_is_known(nobody, device):
    ask = f"{reverse('portal:submit')}?label={token_of(device.qr_key)}"
    page = nobody.post(ask, {**SENT, "step": "1", "go": "next"})
    assert "You scanned the label of 壁挂式空调 …0001. Nothing more is needed here." in page.text


def test_labels_are_printed_for_the_devices_of_the_list(client_of, device, at):
    sheet = client_of("agent").get(reverse("console:device_labels"), {"q": "HA2026"})
    assert (sheet.headers["Content-Type"], sheet.text.count("<path")) == ("image/svg+xml", 1)
    assert "HA20260001" in sheet.text
    none = client_of("agent").get(reverse("console:device_labels"), {"q": "nothing"})
    assert none.text.count("<path") == 0
    one = client_of("agent").get(reverse("console:device_label", args=[device.id]))
    assert one.headers["Content-Disposition"] == f'attachment; filename="label-{device.number}.svg"'


def test_the_owner_of_the_scanned_device_is_taken_before_a_later_namesake_with_the_same_phone(nobody, device, at):
    twin = customer(at, name="赵敏", phone="13900139009")
    ask = f"{reverse('portal:submit')}?label={token_of(device.qr_key)}"
    nobody.post(ask, {**SENT, "name": "赵敏", "phone": "13900139009"})
    made = ServiceRequest.objects.get()
    assert (made.device_id, made.customer_id) == (device.id, device.customer_id)
    nobody.post(reverse("portal:submit"), {**SENT, "serial": "ha20260001", "name": "赵敏", "phone": "13900139009"})
    typed = ServiceRequest.objects.exclude(pk=made.pk).get()
    assert (typed.device_id, typed.customer_id) == (device.id, device.customer_id)
    nobody.post(reverse("portal:submit"), {**SENT, "name": "赵敏", "phone": "13900139009"})
    assert ServiceRequest.objects.filter(customer=twin, device=None).count() == 1
