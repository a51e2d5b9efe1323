"""The owner tells us of a device: by its label, or signed in; who is somebody else is asked about by the desk."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from aftercare.domains.catalog.actions import add_product
from aftercare.domains.contracts.actions import add_warranty_term
from aftercare.domains.contracts.models import DeviceWarranty
from aftercare.domains.customers.models import Customer
from aftercare.domains.devices.actions import register_device
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.qr import token_of
from aftercare.domains.requests.models import RequestKind, RequestNote, ServiceRequest
from aftercare.kit.models import StoredFile
from aftercare.surfaces.portal.entrance import ticket_for
from aftercare.surfaces.portal.limits import MOST
from tests import make
from tests.reacting import run_reactions

pytestmark = pytest.mark.django_db
THANKS = "Thank you. Your registration is with us; we call you if it is not clear."


@pytest.fixture
def device(at, company) -> Device:
    lin = make.customer(at, name="林女士", phone="13800138000", email="lin@example.com")
    product = add_product(make.HOUSE, number="KFR-35", name="壁挂式空调", at=at)
    return register_device(make.HOUSE, product=product, customer=lin, serial="HA20260001", at=at)


@pytest.fixture
def nobody() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def owner(nobody, device) -> Client:
    nobody.post(reverse("portal:enter", args=[ticket_for(device.customer.contacts.get())]))
    return nobody


def address(device: Device) -> str:
    return reverse("portal:register", args=[token_of(device.qr_key)])


def registered(device: Device) -> date | None:
    return Device.objects.get(pk=device.pk).registered_date


def send(client: Client, device: Device, **given: object) -> str:
    words = {"name": "林女士", "phone": "138 0013 8000", **given}
    return client.post(address(device), words, follow=True).content.decode()


def test_the_label_leads_to_the_form_and_the_owners_number_registers_at_once(nobody, device):
    label = nobody.get(reverse("portal:label", args=[token_of(device.qr_key)]))
    assert f'href="{address(device)}"' in label.content.decode()
    assert "壁挂式空调" in nobody.get(address(device)).content.decode()
    assert THANKS in send(nobody, device)
    assert registered(device) is not None
    assert not ServiceRequest.objects.exists()


def test_a_warranty_that_begins_with_the_registration_begins(nobody, device, at):
    add_warranty_term(make.HOUSE, name="注册保修", start_rule="registration", labour_months=12, at=at)
    send(nobody, device)
    run_reactions()
    assert DeviceWarranty.objects.get(device=device).started_by == "registration"


def test_another_number_gets_the_same_answer_and_the_desk_a_request_with_the_receipt(nobody, device):
    receipt = SimpleUploadedFile("receipt.png", make.picture(), content_type="image/png")
    told = send(nobody, device, name="刘洋", phone="13900139001", bought_on="2026-03-01", seller="苏宁", photos=receipt)
    assert THANKS in told
    assert registered(device) is None
    made = ServiceRequest.objects.get()
    assert (made.kind_id, made.device, made.customer.name) == ("consultation", None, "刘洋")
    assert made.title == "登记设备：壁挂式空调 …0001"
    assert made.description.splitlines() == ["序列号: HA20260001", "购买日期: 2026-03-01", "购买地点: 苏宁"]
    assert StoredFile.objects.filter(subject_id=made.id).count() == 1
    assert "HA20260001" not in told and "林女士" not in told


def test_what_the_owner_tells_of_the_purchase_is_looked_at_by_the_desk(nobody, device):
    RequestKind.objects.filter(code="consultation").update(active=False)
    send(nobody, device, bought_on="2026-03-01")
    made = ServiceRequest.objects.get()
    assert (made.kind_id, made.device, made.customer, made.description) == (
        "repair", device, device.customer, "购买日期: 2026-03-01",
    )  # fmt: skip
    assert registered(device) is not None
    assert Device.objects.get(pk=device.pk).sold_date is None


def test_who_sends_it_once_more_gets_the_same_answer_and_the_desk_no_second_request(nobody, device):
    words = {"name": "刘洋", "phone": "13900139001", "email": "liu@example.com", "seller": "苏宁"}
    assert all(THANKS in send(nobody, device, **words) for _ in range(2))
    made = ServiceRequest.objects.get()
    assert made.customer.contacts.get().email == "liu@example.com"
    assert not RequestNote.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [({"phone": "110"}, "phone"), ({"name": ""}, "name"), ({"bought_on": "2999-01-01"}, "bought_on")],
)
def test_what_can_not_be_is_refused_and_changes_nothing(nobody, device, given, field):
    answer = nobody.post(address(device), {"name": "刘洋", "phone": "13900139001", **given})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not ServiceRequest.objects.exists() and Customer.objects.count() == 1


def test_a_form_that_arrives_twice_counts_once_and_a_flood_is_stopped(nobody, device):
    words = {"name": "刘洋", "phone": "13900139001", "idempotency_key": "one"}
    assert [nobody.post(address(device), words).status_code for _ in range(2)] == [302, 302]
    assert ServiceRequest.objects.count() == 1
    for _ in range(MOST - 2):
        send(nobody, device)
    flood = nobody.post(address(device), {"name": "林女士", "phone": "13800138000"})
    assert (flood.status_code, "Retry-After" in flood.headers) == (429, True)


def test_a_label_that_was_not_signed_here_opens_no_form(nobody, device):
    assert nobody.get(reverse("portal:register", args=["nothing"])).status_code == 404


def test_the_owner_who_is_signed_in_sees_the_whole_device_and_registers_it(owner, device, at):
    here = reverse("portal:device", args=[device.id])
    assert owner.get(reverse("portal:label", args=[token_of(device.qr_key)])).headers["Location"] == here
    asked = make.request(at, customer_=device.customer, device=device, title="空调漏水")
    page = owner.get(here).content.decode()
    assert all(words in page for words in ("HA20260001", "Labour is charged.", asked.number))
    assert "The customer has" not in page
    assert f'href="{here}"' in owner.get(reverse("portal:mine")).content.decode()
    assert owner.post(reverse("portal:register_mine", args=[device.id])).headers["Location"] == here
    day = registered(device)
    assert day is not None and "Registered on" in owner.get(here).content.decode()
    owner.post(reverse("portal:register_mine", args=[device.id]))
    assert registered(device) == day


def test_another_customers_device_is_not_found(owner, device, at):
    wang = make.customer(at, name="王芳", phone="13700137000")
    hers = register_device(make.HOUSE, product=device.product, customer=wang, serial="HA20260002", at=at)
    assert owner.get(reverse("portal:device", args=[hers.id])).status_code == 404
    assert owner.post(reverse("portal:register_mine", args=[hers.id])).status_code == 404
    assert registered(hers) is None


def test_who_only_uses_it_sees_it_and_can_not_register_it(owner, device, at):
    firm = make.customer(at, name="物业公司", phone="13700137000")
    lent = register_device(
        make.HOUSE, product=device.product, customer=firm, user_customer=device.customer, serial="HA20260003", at=at
    )
    page = owner.get(reverse("portal:device", args=[lent.id])).content.decode()
    assert "HA20260003" in page and "What is paid for today" not in page and "register/" not in page
    assert owner.post(reverse("portal:register_mine", args=[lent.id])).status_code == 403
