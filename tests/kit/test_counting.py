"""Counts within a span: exact, however many count at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from tests.make import later

from aftercare.kit.counting import count_one, forget_counts
from aftercare.kit.models import Count


@pytest.mark.django_db
def test_the_span_begins_with_the_first_and_begins_anew_after_its_end(at):
    counted = [count_one("a", seconds=3600, at=later(at, minutes=minutes)) for minutes in (0, 30, 59, 60, 61)]
    assert counted == [1, 2, 3, 1, 2]
    assert count_one("b", seconds=3600, at=at) == 1


@pytest.mark.django_db
def test_only_counts_whose_span_is_over_are_forgotten(at):
    count_one("short", seconds=60, at=at)
    count_one("long", seconds=3600, at=at)
    assert forget_counts(at=later(at, minutes=1)) == 1
    assert list(Count.objects.values_list("key", "number")) == [("long", 1)]


@pytest.mark.django_db(transaction=True)
def test_none_is_lost_among_many_at_once(at):
    def count(_n: int) -> int:
        try:
            return count_one("a", seconds=3600, at=at)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as many:
        assert sorted(many.map(count, range(80))) == list(range(1, 81))
