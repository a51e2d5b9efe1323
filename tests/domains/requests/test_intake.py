"""What a request takes from its customer when it is entered: the place, the person, the day there."""

from datetime import UTC, date, datetime

import pytest
from tests.make import HOUSE, customer, request

from aftercare.domains.contracts.actions import start_agreement
from aftercare.domains.customers.actions import add_contact, add_site
from aftercare.domains.customers.models import Contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(at):
    return customer(at)


@pytest.fixture
def agreement(owner, company, at):
    """Good until 2026-03-10, that day included."""
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 3, 10)}
    return start_agreement(HOUSE, customer=owner, name="年度保养", at=at, **days)


def covered_by(owner, at, **values) -> str:
    return request(at, customer_=owner, **values).coverage["by"]


def test_the_preferred_person_is_the_contact(owner, at):
    wife = add_contact(HOUSE, owner, name="王太太", phone="13900139000", preferred=True, at=at)
    assert request(at, customer_=owner).contact == wife


def test_without_a_preferred_person_the_first_one_is(owner, at):
    Contact.objects.filter(customer=owner).delete()
    first = add_contact(HOUSE, owner, name="前台", phone="13900139000", at=at)
    add_contact(HOUSE, owner, name="会计", phone="13900139001", at=at)
    Contact.objects.filter(customer=owner).update(preferred=False)
    assert request(at, customer_=owner).contact == first


def test_a_named_person_is_the_contact(owner, at):
    other = add_contact(HOUSE, owner, name="租客", phone="13900139000", at=at)
    assert request(at, customer_=owner, contact=other).contact == other


def test_a_customer_without_people_has_no_contact(owner, at):
    Contact.objects.filter(customer=owner).delete()
    assert request(at, customer_=owner).contact is None


def test_the_last_day_of_an_agreement_ends_at_the_companys_midnight(owner, agreement):
    assert covered_by(owner, datetime(2026, 3, 10, 15, 59, tzinfo=UTC)) == "agreement"
    assert covered_by(owner, datetime(2026, 3, 10, 16, 0, tzinfo=UTC)) == "none"


def test_the_first_day_begins_at_the_companys_midnight(owner, company, at):
    start_agreement(HOUSE, customer=owner, name="新", starts_on=date(2026, 3, 12), ends_on=date(2026, 12, 31), at=at)
    assert covered_by(owner, datetime(2026, 3, 11, 15, 59, tzinfo=UTC)) == "none"
    assert covered_by(owner, datetime(2026, 3, 11, 16, 0, tzinfo=UTC)) == "agreement"


def test_where_the_site_has_a_zone_its_day_counts(owner, agreement, at):
    abroad = add_site(HOUSE, owner, name="纽约办事处", time_zone="America/New_York", at=at)
    evening = datetime(2026, 3, 11, 3, 59, tzinfo=UTC)  # 23:59 of the 10th there
    assert covered_by(owner, evening, site=abroad) == "agreement"
    assert covered_by(owner, datetime(2026, 3, 11, 4, 0, tzinfo=UTC), site=abroad) == "none"


def test_a_number_bears_the_year_of_the_companys_midnight(company):
    assert company[0].time_zone == "Asia/Shanghai"
    assert request(datetime(2025, 12, 31, 15, 59, tzinfo=UTC)).number.startswith("SR-2025-")
    first_of_january = datetime(2025, 12, 31, 16, 0, tzinfo=UTC)
    entered = request(first_of_january)
    assert (entered.number[:8], entered.customer.number[:7]) == ("SR-2026-", "C-2026-")
