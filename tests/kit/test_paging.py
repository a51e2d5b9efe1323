"""Keyset paging: nothing twice, nothing left out, rows that come or go in between included."""

import pytest
from tests.make import customer, later, request

from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.errors import Invalid
from aftercare.kit.paging import count_to, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def seven(at):
    who = customer(at)
    return [request(later(at, minutes=n), customer_=who, priority=1 + n % 3) for n in range(7)]


@pytest.mark.parametrize(
    "sort", ["submitted_at", "-submitted_at", "priority", "-priority", "handled_at", "-handled_at"]
)
def test_every_row_comes_exactly_once(seven, sort):
    seen, cursor = [], None
    while True:
        found = page(ServiceRequest.objects.all(), sort=sort, limit=2, cursor=cursor)
        seen += [row.id for row in found.items]
        cursor = found.next
        if cursor is None:
            break
    assert sorted(seen) == sorted(row.id for row in seven)
    assert len(seen) == 7


def test_a_row_that_comes_meanwhile_shifts_nothing(seven, at):
    first = page(ServiceRequest.objects.all(), sort="-submitted_at", limit=3)
    request(later(at, hours=1), customer_=seven[0].customer)
    second = page(ServiceRequest.objects.all(), sort="-submitted_at", limit=3, cursor=first.next)
    assert [row.id for row in second.items] == [row.id for row in seven[3::-1][:3]]


@pytest.mark.parametrize("cursor", ["nonsense", "WyJhIl0", "eyJhIjoxfQ"])
def test_a_cursor_that_is_not_ours_is_refused(seven, cursor):
    with pytest.raises(Invalid) as refusal:
        page(ServiceRequest.objects.all(), sort="submitted_at", cursor=cursor)
    assert str(refusal.value) == "This cursor does not belong to this list; start again without one."


def test_counting_stops_where_it_tells_no_more(seven):
    assert (count_to(ServiceRequest.objects.all()), count_to(ServiceRequest.objects.all(), most=5)) == ("7", "5+")
