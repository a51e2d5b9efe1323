"""Several lists counted at once, and no further than anybody reads."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import make

from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.errors import Invalid
from aftercare.kit.one_by_one import one_by_one
from aftercare.kit.tallies import tallies

pytestmark = pytest.mark.django_db


def test_every_list_is_counted_to_its_end_in_one_statement(company, at):
    served = make.customer(at)
    for n in range(4):
        make.request(at, customer_=served, title=f"空调 {n}")
    rows = ServiceRequest.objects.all()
    with CaptureQueriesContext(connection) as asked:
        counts = tallies({"all": rows, "one": rows.filter(title="空调 1"), "none": rows.none()}, most=3)
    assert (counts, len(asked)) == ({"all": "3+", "one": "1", "none": "0"}, 1)


def test_nothing_is_asked_where_nothing_can_be_counted(company, at):
    with CaptureQueriesContext(connection) as asked:
        assert tallies({"none": ServiceRequest.objects.none()}) == {"none": "0"}
    assert len(asked) == 0


def test_a_refusal_takes_back_its_own_work_alone(company, at):
    wanted = make.request(at)

    def rename(title: str) -> None:
        ServiceRequest.objects.filter(pk=wanted.pk).update(title=title)
        if not title:
            raise Invalid("A title is needed.")

    told = one_by_one(["漏水", ""], rename)
    assert [(one.thing, str(one.refusal or "")) for one in told] == [("漏水", ""), ("", "A title is needed.")]
    assert ServiceRequest.objects.get().title == "漏水"
