"""A merged record is told, and taken apart again."""

import pytest
from tests.make import HOUSE, customer

from aftercare.domains.customers.actions import merge_customer, split_customer
from aftercare.domains.customers.errors import NotMerged
from aftercare.domains.customers.queries import merged_into, search_customers
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(at):
    stays, second = customer(at, name="华安电器"), customer(at, name="华安电气", phone="13900139000")
    merge_customer(HOUSE, second, into=stays, at=at)
    return stays, second


def test_a_merged_record_is_told_and_found_through_the_one_that_stays(pair):
    stays, second = pair
    assert list(merged_into(stays)) == [second]
    assert list(search_customers(HOUSE, second.number)) == [stays]


def test_a_split_record_answers_for_itself_again(pair, at):
    stays, second = pair
    assert split_customer(HOUSE, second, at=at).merged_into is None
    assert list(search_customers(HOUSE, second.number)) == [second]
    assert list(search_customers(HOUSE, "13900139000")) == [second]
    assert list(search_customers(HOUSE, stays.number)) == [stays]
    fact = LedgerEntry.objects.get(kind="customer.split")
    assert (fact.subject_id, fact.context_id) == (second.id, stays.id)


def test_what_was_never_merged_is_not_split(at):
    alone = customer(at)
    with pytest.raises(NotMerged) as refused:
        split_customer(HOUSE, alone, at=at)
    assert str(refused.value) == f"{alone.number} stands for itself; only a merged record can be split off again."
    assert not LedgerEntry.objects.filter(kind="customer.split").exists()
