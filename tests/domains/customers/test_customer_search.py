"""One box finds customers by whatever is known of them."""

import pytest
from django.db import connection
from tests.make import HOUSE, customer

from aftercare.domains.customers.actions import add_contact, add_site, register_customer
from aftercare.domains.customers.models import Customer
from aftercare.domains.customers.queries import contacts_with_phone, duplicates_of, search_customers
from aftercare.kit.searching import search_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def huaan(at):
    made = register_customer(
        HOUSE,
        name="北京华安电器",
        kind="company",
        contact_name="曾丽",
        phone="13800131234",
        external_id="ERP-77",
        at=at,
    )
    add_site(HOUSE, made, name="总部", address="朝阳区建国路88号", at=at)
    add_contact(HOUSE, made, name="Anna Müller", phone="+49 30 987654", at=at)
    return made


BY_NAME = [
    "华安",
    "电器",
    "安",
    "北京华安",
    "huaan",
    "HUAANDIANQI",
    "bjha",
    "hadq",
    "dianq",
    "anna",
    "muller",
    "Müller",
]
BY_CONTACT = ["曾丽", "zengli", "zl", "13800131234", "138 0013 1234", "1234", "0013", "+86 138", "9876"]
BY_THE_REST = ["ERP-77", "朝阳", "建国路88", "华安 1234"]


@pytest.mark.parametrize("asked", [*BY_NAME, *BY_CONTACT, *BY_THE_REST])
def test_any_part_of_what_is_known_finds_a_customer(huaan, asked: str, at):
    customer(at, name="李雷", phone="13911119999")
    assert list(search_customers(HOUSE, asked)) == [huaan]


@pytest.mark.parametrize("asked", ["010-8888-6666", "(010) 88886666", "01088886666", "+86 10 8888 6666", "88886666"])
def test_a_phone_is_found_however_it_is_written(at, asked: str):
    made = customer(at, name="北京总机", phone="010-88886666")
    assert list(search_customers(HOUSE, asked)) == [made]


def test_eight_digits_may_be_no_phone_at_all(huaan, at):
    made = customer(at, name="李雷", phone="", external_id="20260001")
    assert list(search_customers(HOUSE, "20260001")) == [made]


def test_the_number_finds_a_customer(huaan):
    assert list(search_customers(HOUSE, huaan.number)) == [huaan]
    assert list(search_customers(HOUSE, huaan.number.rsplit("-", 1)[1])) == [huaan]


@pytest.mark.parametrize("asked", ["安华", "上海", "9999", "huan", "--"])
def test_what_is_not_there_finds_nobody(huaan, asked: str):
    assert list(search_customers(HOUSE, asked)) == []


def test_an_empty_box_shows_all(huaan):
    assert list(search_customers(HOUSE, "  ")) == [huaan]


def test_a_search_reads_the_index(huaan):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "customer_search" in Customer.objects.filter(search=search_for("华安")).explain()


def test_a_caller_is_recognised(huaan):
    assert [person.customer for person in contacts_with_phone("138-0013-1234")] == [huaan]
    assert list(contacts_with_phone("unknown")) == []


def test_the_same_phone_or_a_name_of_the_same_sound_looks_like_a_duplicate(huaan, at):
    sound_alike = customer(at, name="王方", phone="")
    assert list(duplicates_of(HOUSE, name="王芳")) == [sound_alike]
    assert list(duplicates_of(HOUSE, name="别人", phone="+8613800131234")) == [huaan]
