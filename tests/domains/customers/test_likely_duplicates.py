"""Records that look like one customer are proposed, with what speaks for it."""

import pytest
from tests.make import HOUSE, customer

from aftercare.domains.customers.actions import add_contact, add_site, merge_customer
from aftercare.domains.customers.queries import likely_duplicates

pytestmark = pytest.mark.django_db


def grounds(one) -> dict[str, tuple[str, ...]]:
    return {likely.customer.name: likely.grounds for likely in likely_duplicates(HOUSE, one)}


def test_phone_sound_and_address_speak_for_a_duplicate_the_most_grounds_first(at):
    one = customer(at, name="王芳", phone="138 0013 8000")
    add_site(HOUSE, one, name="家", address="朝阳区建国路88号", at=at)
    by_place = customer(at, name="李雷", phone="13911119999")
    add_site(HOUSE, by_place, name="家", address="朝阳区建国路88号", at=at)
    both = customer(at, name="王方", phone="+86 13800138000")
    customer(at, name="赵敏", phone="13700137000")
    found = grounds(one)
    assert found == {"王方": ("phone", "name"), "李雷": ("address",)}
    assert next(iter(found)) == both.name


def test_a_merged_record_is_proposed_through_the_one_that_stays(at):
    one, second = customer(at, name="王芳", phone="13800138000"), customer(at, name="赵敏", phone="13700137000")
    third = customer(at, name="孙立", phone="13600136000")
    add_contact(HOUSE, third, name="王芳", phone="13800138000", at=at)
    merge_customer(HOUSE, third, into=second, at=at)
    assert grounds(one) == {"赵敏": ("phone",)}
    merge_customer(HOUSE, second, into=one, at=at)
    assert grounds(one) == {}
