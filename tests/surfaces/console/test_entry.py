"""Whoever calls about somebody else's device is kept as a person of its owner."""

import pytest
from django.urls import reverse

from aftercare.domains.accounts.actions import create_unit
from aftercare.domains.catalog.actions import add_product
from aftercare.domains.customers.actions import add_site, change_customer
from aftercare.domains.customers.models import Contact, Customer
from aftercare.domains.devices.actions import register_device
from aftercare.domains.devices.models import Device
from aftercare.domains.requests.models import ServiceRequest
from tests import make

pytestmark = pytest.mark.django_db
NEW = {
    "name": "张租客",
    "title": "冰箱不制冷",
    "kind": "repair",
    "priority": "3",
    "channel": "phone",
    "serial": "SN-77001",
}


@pytest.fixture
def owner(at):
    made = make.customer(at, name="王房东", phone="13800138000")
    product = add_product(make.HOUSE, number="BCD-1", name="冰箱", at=at)
    register_device(make.HOUSE, product=product, customer=made, serial="SN-77001", at=at)
    return made


def entered(client_of, phone: str, **changes: str) -> ServiceRequest:
    answer = client_of("agent").post(reverse("console:request_new"), {**NEW, "phone": phone, **changes})
    assert answer.status_code == 302, answer.content.decode()
    return ServiceRequest.objects.select_related("customer", "contact").get()


def people_of(customer: Customer) -> list[tuple[str, str]]:
    return list(Contact.objects.filter(customer=customer).order_by("id").values_list("name", "phone"))


def test_an_unknown_caller_becomes_a_person_of_the_owner_and_the_contact(client_of, owner):
    made = entered(client_of, "139 1234 5678")
    assert (made.customer, made.contact.name, made.contact.phone) == (owner, "张租客", "+8613912345678")
    assert people_of(owner) == [("王房东", "+8613800138000"), ("张租客", "+8613912345678")]
    assert Customer.objects.count() == 1


def test_a_caller_known_as_another_customer_becomes_one_too(client_of, owner, at):
    tenant = make.customer(at, name="张租客", phone="13912345678")
    made = entered(client_of, "13912345678")
    assert (made.customer, made.contact.customer, made.contact.phone) == (owner, owner, "+8613912345678")
    assert people_of(tenant) == [("张租客", "+8613912345678")]


def test_the_owner_who_calls_is_the_contact_and_nobody_is_added(client_of, owner):
    made = entered(client_of, "13800138000", name="王房东")
    assert (made.contact.name, people_of(owner)) == ("王房东", [("王房东", "+8613800138000")])


def test_without_a_phone_the_owners_usual_person_is_the_contact(client_of, owner):
    assert entered(client_of, "").contact.name == "王房东"


def test_a_phone_that_is_none_is_refused_and_nothing_is_kept(client_of, owner):
    answer = client_of("agent").post(reverse("console:request_new"), {**NEW, "phone": "a door"})
    assert answer.status_code == 422
    assert (ServiceRequest.objects.count(), len(people_of(owner))) == (0, 1)


def test_who_is_known_under_the_number_need_not_be_named(client_of, owner):
    made = entered(client_of, "13800138000", name="", serial="")
    assert (made.customer, made.contact.name, Customer.objects.count()) == (owner, "王房东", 1)


def test_a_number_nobody_is_known_under_needs_a_name(client_of, owner):
    answer = client_of("agent").post(reverse("console:request_new"), {**NEW, "phone": "13912345678", "name": ""})
    assert (answer.status_code, answer.context["form"].errors) == (
        422,
        {"name": ["Nobody is known under this number; say who it is."]},
    )
    assert ServiceRequest.objects.count() == 0


@pytest.fixture
def regions(company, at):
    """North and south of the house."""
    return [create_unit(make.HOUSE, parent=company[1].unit, name=n, code=n, kind="region", at=at) for n in "NS"]


@pytest.fixture
def of_the_north(client_of, regions):
    """Sends what an agent of the north alone types about a number."""
    agent, plain = client_of("agent", node=regions[0]), {**NEW, "serial": "", "phone": "13800138000"}
    return lambda **typed: agent.post(reverse("console:request_new"), {**plain, **typed})


def test_a_number_known_elsewhere_is_nobodys_here(of_the_north, regions, at):
    make.customer(at, unit=regions[1])
    refused = of_the_north(name="")
    assert refused.context["form"].errors == {"name": ["Nobody is known under this number; say who it is."]}
    assert ServiceRequest.objects.count() == 0
    assert of_the_north(name="张租客").status_code == 302
    assert ServiceRequest.objects.get().customer.name == "张租客"


def test_a_number_known_here_and_elsewhere_is_that_of_the_customer_here(of_the_north, regions, at):
    here = make.customer(at, name="李女士", unit=regions[0])
    make.customer(at, unit=regions[1])
    assert of_the_north(name="").status_code == 302
    assert ServiceRequest.objects.get().customer == here


def test_a_device_here_of_a_customer_elsewhere_is_left_to_that_desk(of_the_north, regions, owner, at):
    change_customer(make.HOUSE, owner, unit=regions[1], at=at)
    site = add_site(make.HOUSE, owner, name="北店", address="北京", unit=regions[0], at=at)
    Device.objects.update(site=site)
    answer = of_the_north(serial="SN-77001")
    assert answer.context["form"].errors == {
        "serial": ["This device belongs to a customer of another unit; that unit's desk enters the request."]
    }
    assert ServiceRequest.objects.count() == 0


def test_who_calls_is_taken_over_from_the_panel_by_a_button(client_of, owner):
    asked = {"phone": "13800138000"}
    panel = client_of("agent").get(reverse("console:request_known"), asked, headers={"hx-request": "true"})
    assert 'data-fill="id_name" data-value="王房东"' in panel.content.decode()
