"""Whoever calls about somebody else's device is kept as a person of its owner."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from aftercare.domains.accounts.actions import create_unit
from aftercare.domains.catalog.actions import add_category, add_product
from aftercare.domains.customers.actions import add_contact, add_site, change_customer
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
    assert entered(client_of, "", name="").contact.name == "王房东"


def test_a_name_without_a_phone_is_kept_as_a_person_of_the_owner(client_of, owner):
    assert entered(client_of, "").contact.name == "张租客"
    assert people_of(owner) == [("王房东", "+8613800138000"), ("张租客", "")]


def test_another_name_for_a_known_number_is_kept_beside_it(client_of, owner):
    made = entered(client_of, "13800138000", name="王太太", serial="")
    assert (made.customer, made.contact.name) == (owner, "王太太")
    assert people_of(owner) == [("王房东", "+8613800138000"), ("王太太", "+8613800138000")]


def test_a_known_number_makes_a_second_customer_only_where_that_was_chosen(client_of, owner):
    made = entered(client_of, "13800138000", name="王太太", serial="", separate="1")
    assert (made.customer.name, made.contact.name, made.contact.phone) == ("王太太", "王太太", "+8613800138000")
    assert (people_of(owner), Customer.objects.count()) == ([("王房东", "+8613800138000")], 2)


def test_a_second_customer_of_a_number_has_a_name(client_of, owner):
    given = {**NEW, "phone": "13800138000", "name": "", "serial": "", "separate": "1"}
    answer = client_of("agent").post(reverse("console:request_new"), given)
    assert (answer.status_code, Customer.objects.count()) == (422, 1)
    assert "Say who the new customer is." in answer.content.decode()


def test_a_chosen_customer_needs_neither_phone_nor_name(client_of, owner):
    made = entered(client_of, "", name="", serial="", customer=str(owner.id))
    assert (made.customer, made.contact.name, Customer.objects.count()) == (owner, "王房东", 1)


def test_a_chosen_caller_is_kept_as_a_person_of_the_devices_owner(client_of, owner, at):
    tenant = make.customer(at, name="张租客", phone="13912345678")
    made = entered(client_of, "", name="", customer=str(tenant.id))
    assert (made.customer, made.contact.name, made.contact.customer) == (owner, "张租客", owner)
    assert people_of(owner) == [("王房东", "+8613800138000"), ("张租客", "+8613912345678")]


def test_the_side_says_whose_another_device_is(client_of, owner, at):
    tenant = make.customer(at, name="张租客", phone="13912345678")
    said = side(client_of, customer=str(tenant.id), serial="SN-77001")
    assert "This device belongs to 王房东: the request is entered for 王房东, and 张租客 is kept as a contact." in said


def test_the_person_and_the_place_that_were_picked_are_taken(client_of, owner, at):
    add_site(make.HOUSE, owner, name="甲地", address="北京", at=at)
    second = add_site(make.HOUSE, owner, name="乙地", address="上海", at=at)
    wife = add_contact(make.HOUSE, owner, name="王太太", at=at)
    picked = {"customer": str(owner.id), "contact": str(wife.id), "site": str(second.id)}
    made = entered(client_of, "", name="", serial="", **picked)
    assert (made.contact, made.site) == (wife, second)


def test_a_person_picked_for_a_customer_before_counts_no_more(client_of, owner, at):
    tenant = make.customer(at, name="张租客", phone="13912345678")
    left_over = str(tenant.contacts.get().id)
    made = entered(client_of, "", name="", serial="", customer=str(owner.id), contact=left_over)
    assert (made.customer, made.contact.name) == (owner, "王房东")
    assert people_of(owner) == [("王房东", "+8613800138000")]


def test_a_new_company_is_entered_without_leaving_the_form(client_of, company):
    made = entered(client_of, "02112345678", name="华安电器", serial="", sort="company", address="上海市")
    assert (made.customer.kind, made.customer.name, made.contact.name) == ("company", "华安电器", "华安电器")
    assert made.site.address == "上海市"


def test_a_customer_out_of_sight_can_not_be_chosen(of_the_north, regions, at):
    hidden = make.customer(at, unit=regions[1])
    refused = of_the_north(name="", phone="", customer=str(hidden.id))
    sentence = "This customer is not here, or not visible to you; choose another."
    assert refused.context["form"].errors == {"customer": [sentence]}
    assert ServiceRequest.objects.count() == 0


def test_it_is_told_with_its_number_and_the_way_to_the_next(client_of, owner):
    agent = client_of("agent")
    page = agent.post(reverse("console:request_new"), {**NEW, "phone": "13800138000"}, follow=True).content.decode()
    number = ServiceRequest.objects.get().number
    assert f'{number} entered. <a href="/requests/new/">Enter another</a>' in page


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


def side(client_of, **fields: str) -> str:
    """What stands beside the form with these fields."""
    address = reverse("console:request_known")
    return client_of("agent").get(address, fields, headers={"hx-request": "true"}).content.decode()


def test_who_calls_is_taken_over_from_the_side_by_a_button(client_of, owner):
    assert f'data-pick="customer" data-value="{owner.id}"' in side(client_of, phone="13800138000")


def test_the_kind_of_product_and_the_wished_time_are_kept_where_no_device_is_known(client_of, company, at):
    boilers = add_category(make.HOUSE, code="BOILER", name="热水器", at=at)
    begins = timezone.now().replace(second=0, microsecond=0) + timedelta(days=1)
    ends = begins + timedelta(hours=3)
    wish = {"wished_from": f"{localtime(begins):%Y-%m-%dT%H:%M}", "wished_to": f"{localtime(ends):%Y-%m-%dT%H:%M}"}
    made = entered(client_of, "13912345678", serial="", category=str(boilers.pk), **wish)
    assert (made.category, made.wished_from, made.wished_to) == (boilers, begins, ends)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"wished_from": "2031-03-10T09:00"}, "Give both ends of the wish, or none."),
        ({"wished_from": "2031-03-10T09:00", "wished_to": "2031-03-10T08:00"}, "ends"),
        ({"wished_from": "2020-03-10T08:00", "wished_to": "2020-03-10T09:00"}, "already passed"),
    ],
)
def test_a_wish_that_is_none_is_refused_at_its_field_and_nothing_is_entered(client_of, owner, wish, said):
    answer = client_of("agent").post(reverse("console:request_new"), {**NEW, "phone": "13800138000", **wish})
    errors = answer.context["form"].errors
    assert (answer.status_code, list(errors)) == (422, ["wished_to"])
    assert said in str(errors["wished_to"])
    assert not ServiceRequest.objects.exists()
