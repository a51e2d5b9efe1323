"""Which targets a request is promised."""

import pytest
from django.db import transaction
from tests.make import HOUSE

from aftercare.domains.contracts.actions import set_targets
from aftercare.domains.contracts.models import ServiceLevel
from aftercare.domains.contracts.queries import promise_for

pytestmark = pytest.mark.django_db


def targets(hours: int, at, kind: str = "") -> dict[str, int]:
    """Promise a solution within so many hours, and tell what is promised then."""
    minutes = {("resolution", priority): hours * 60 for priority in (1, 2, 3, 4)}
    set_targets(HOUSE, ServiceLevel.objects.get(is_default=True), minutes=minutes, kind=kind, at=at)
    return promise_for(kind="repair", priority=3).seconds()


def test_targets_that_were_taken_back_are_promised_to_nobody(at):
    with transaction.atomic():
        assert targets(hours=5, at=at) == {"resolution": 5 * 3600}
        transaction.set_rollback(True)
    assert targets(hours=7, at=at) == {"resolution": 7 * 3600}


def test_the_targets_of_a_kind_win_over_those_of_all(at):
    targets(hours=8, at=at)
    assert targets(hours=2, kind="repair", at=at) == {"resolution": 2 * 3600}
    assert promise_for(kind="installation", priority=3).seconds() == {"resolution": 8 * 3600}


def test_a_promise_takes_one_statement(at, django_assert_num_queries):
    promise_for(kind="repair", priority=3)  # the hours of the calendar are read once
    with django_assert_num_queries(1):
        promise_for(kind="maintenance", priority=1)
