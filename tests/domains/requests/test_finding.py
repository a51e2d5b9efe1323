"""A request is found by its number, its words, whoever is reached about it, and the serial of its device."""

import pytest
from tests.make import HOUSE, customer, request
from tests.reacting import run_reactions

from aftercare.domains.catalog.actions import add_product
from aftercare.domains.customers.actions import add_contact, change_contact, change_customer, merge_customer
from aftercare.domains.devices.actions import change_device, register_device
from aftercare.domains.requests.actions import change_request
from aftercare.domains.requests.jobs import index_some
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import listed
from aftercare.kit import searching

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(at):
    return customer(at, name="王芳", phone="13912345678")


@pytest.fixture
def fridge(owner, at):
    product = add_product(HOUSE, number="BCD-1", name="冰箱", at=at)
    return register_device(HOUSE, product=product, customer=owner, serial="KFR-2025AB07731", at=at)


@pytest.fixture
def wanted(owner, fridge, at):
    request(at, customer_=customer(at, name="李雷", phone="13600001111"), title="洗衣机漏水")
    return request(at, customer_=owner, device=fridge)


def found(q: str) -> list[ServiceRequest]:
    return list(listed(HOUSE, q=q))


@pytest.mark.parametrize("q", ["13912345678", "139 1234 5678", "+86 139-1234-5678", "5678", "45678", "王芳 5678"])
def test_the_customers_phone_and_its_end_find_a_request(wanted, q: str):
    assert found(q) == [wanted]


@pytest.mark.parametrize("q", ["KFR-2025AB07731", "kfr2025ab07731", "2025AB07731", "7731", "07731", "ab07731"])
def test_the_serial_and_its_end_find_a_request(wanted, q: str):
    assert found(q) == [wanted]


@pytest.mark.parametrize("q", ["13912345679", "8765", "KFR-2025AB07732", "731"])
def test_another_number_finds_nothing(wanted, q: str):
    assert found(q) == []


def test_a_changed_phone_finds_it_and_the_one_before_no_longer(wanted, owner, at):
    change_contact(HOUSE, owner.contacts.get(), phone="13777778888", at=at)
    run_reactions()
    assert (found("13777778888"), found("13912345678")) == ([wanted], [])


def test_a_further_phone_finds_it(wanted, owner, at):
    add_contact(HOUSE, owner, name="王太太", phone="13700009999", at=at)
    run_reactions()
    assert found("9999") == [wanted]


def test_a_new_name_finds_it(wanted, owner, at):
    change_customer(HOUSE, owner, name="赵敏", at=at)
    run_reactions()
    assert found("赵敏") == [wanted]


def test_the_phones_of_merged_records_find_the_requests_of_each(wanted, owner, at):
    stays = customer(at, name="王芳芳", phone="13500002222")
    hers = request(at, customer_=stays, title="空调异响")
    merge_customer(HOUSE, owner, into=stays, at=at)
    run_reactions()
    assert set(found("13500002222")) == {wanted, hers}
    assert set(found("13912345678")) == {wanted, hers}


def test_a_phone_added_to_a_merged_record_finds_the_requests_of_both(wanted, owner, at):
    stays = customer(at, name="王芳芳", phone="13500002222")
    hers = request(at, customer_=stays, title="空调异响")
    merge_customer(HOUSE, owner, into=stays, at=at)
    run_reactions()
    change_contact(HOUSE, owner.contacts.get(), phone="13444445555", at=at)
    run_reactions()
    assert set(found("13444445555")) == {wanted, hers}


def test_a_changed_serial_finds_it(wanted, fridge, at):
    change_device(HOUSE, fridge, serial="ZZ-900123", at=at)
    run_reactions()
    assert (found("900123"), found("KFR-2025AB07731")) == ([wanted], [])


def test_a_request_with_another_device_is_found_by_that_ones_serial(wanted, owner, fridge, at):
    other = register_device(HOUSE, product=fridge.product, customer=owner, serial="ZZ-900123", at=at)
    change_request(HOUSE, wanted, device=other, at=at)
    assert (found("900123"), found("KFR-2025AB07731")) == ([wanted], [])


def test_indexing_leaves_all_else_as_it_was(wanted):
    before = ServiceRequest.objects.filter(pk=wanted.pk).values().get()
    ServiceRequest.objects.filter(pk=wanted.pk).update(search=None)
    index_some(request_ids=[str(wanted.id)])
    assert ServiceRequest.objects.filter(pk=wanted.pk).values().get() == before


@pytest.mark.parametrize(("few", "often"), [(0, 99), (2, 99), (3, 99), (9, 99), (9, 3)])
def test_few_and_many_hits_are_found_alike(at, monkeypatch, few: int, often: int):
    monkeypatch.setattr(searching, "FEW", few)
    monkeypatch.setattr(searching, "OFTEN", often)
    owner = customer(at, name="李雷", phone="13600001111")
    asked = [request(at, customer_=owner, title=f"洗衣机漏水 {n}") for n in range(3)]
    request(at, title="冰箱不制冷")
    assert set(found("漏水")) == set(asked)
    assert list(listed(HOUSE, q="漏水", number=asked[1].number)) == [asked[1]]
