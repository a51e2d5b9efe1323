"""The desk puts right who the customer is, from the panel of a request."""

import pytest
from django.urls import reverse

from aftercare.domains.customers.actions import add_site, register_customer
from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.models import LedgerEntry
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def wanted(at, company):
    return make.request(at, customer_=make.customer(at, name="王小名", phone="13800138000"))


def put_right(client, wanted, **given: str):
    page = reverse("console:request_customer", args=[wanted.id])
    form = client.get(page).context["form"]
    standing = {name: form[name].value() or "" for name in form.fields}
    return client.post(page, {**standing, **given})


def told(kind: str) -> list[tuple[str, ...]]:
    return [tuple(fact.data["fields"]) for fact in LedgerEntry.objects.filter(kind=kind)]


def test_a_misheard_name_is_put_right_of_the_customer_and_the_same_person(client_of, wanted):
    answer = put_right(client_of("agent"), wanted, name="王小明")
    assert answer["Location"] == reverse("console:request", args=[wanted.id])
    assert (Customer.objects.get().name, Contact.objects.get().name) == ("王小明", "王小明")
    assert (told("customer.changed"), told("contact.changed")) == ([("name",)], [("name",)])


def test_a_companys_person_is_named_apart(client_of, at, company):
    owner = register_customer(make.HOUSE, name="华联", kind="company", contact_name="李四", phone="13800138000", at=at)
    wanted = make.request(at, customer_=owner)
    put_right(client_of("agent"), wanted, contact_name="李思")
    assert (Customer.objects.get().name, Contact.objects.get().name) == ("华联", "李思")
    assert told("customer.changed") == []


def test_the_number_is_shown_masked_and_stays_until_another_is_typed(client_of, wanted):
    agent, page = client_of("agent"), reverse("console:request_customer", args=[wanted.id])
    shown = agent.get(page).content.decode()
    assert ("138****8000" in shown, "13800138000" in shown) == (True, False)
    put_right(agent, wanted, name="王小明")
    assert Contact.objects.get().phone == "+8613800138000"
    put_right(agent, wanted, phone="139 0013 9000")
    assert Contact.objects.get().phone == "+8613900139000"


def test_a_number_nobody_can_be_called_under_is_refused_and_nothing_is_changed(client_of, wanted):
    answer = put_right(client_of("agent"), wanted, name="王小明", phone="call me")
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"phone"})
    assert (Customer.objects.get().name, Contact.objects.get().phone) == ("王小名", "+8613800138000")


def test_a_customer_without_a_place_gets_one_and_the_request_too(client_of, wanted):
    put_right(client_of("agent"), wanted, address="天河路 1 号")
    site = Site.objects.get()
    assert (site.address, ServiceRequest.objects.get().site) == ("天河路 1 号", site)


def test_the_address_of_the_place_is_put_right(client_of, at, wanted):
    site = add_site(make.HOUSE, wanted.customer, name="家", address="天河路 1 号", at=at)
    there = make.request(at, customer_=wanted.customer)
    put_right(client_of("agent"), there, address="天河路 11 号")
    site.refresh_from_db()
    assert (site.name, site.address, told("site.changed")) == ("家", "天河路 11 号", [("address",)])


def test_the_panel_offers_it_to_whoever_may(client_of, wanted):
    address = f'href="{reverse("console:request_customer", args=[wanted.id])}"'
    pages = [
        client_of(role).get(reverse("console:request", args=[wanted.id]))
        for role in ("agent", "engineer", "dispatcher")
    ]
    assert [page.status_code == 200 and address in page.content.decode() for page in pages] == [True, False, False]


def test_what_a_colleague_put_right_meanwhile_is_not_taken_back(client_of, wanted):
    page = reverse("console:request_customer", args=[wanted.id])
    form = client_of("agent").get(page).context["form"]
    seen = {name: form[name].value() or "" for name in form.fields}
    put_right(client_of("agent", name="colleague"), wanted, name="王小明")
    answer = client_of("agent").post(page, {**seen, "phone": "13900139000"})
    assert (answer.status_code, Customer.objects.get().name) == (422, "王小明")
    assert Contact.objects.get().phone == "+8613800138000"
    assert answer.context["form"].standing["name"].words == "王小明"
