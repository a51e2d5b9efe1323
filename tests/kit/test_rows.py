"""Several rows are written in one round trip, each with its own values."""

import pytest
from tests.make import later, request

from aftercare.domains.contracts.models import Clock
from aftercare.kit.rows import update_rows

pytestmark = pytest.mark.django_db


def test_each_row_gets_its_own_values_of_the_named_fields(at):
    asked = request(at)
    clocks = list(Clock.objects.filter(subject_id=asked.id, kind__in=["arrival", "resolution"]).order_by("kind"))
    for hours, clock in enumerate(clocks, 1):
        clock.due_at, clock.fired, clock.alert_times = (
            later(at, hours=hours),
            [75, hours],
            [None, later(at, hours=hours)],
        )
        clock.reason = "not among the named"
    update_rows(clocks, ("due_at", "fired", "alert_times"))
    kept = Clock.objects.filter(pk__in=[clock.pk for clock in clocks]).order_by("kind")
    assert [(clock.due_at, clock.fired, clock.alert_times, clock.reason) for clock in kept] == [
        (later(at, hours=1), [75, 1], [None, later(at, hours=1)], ""),
        (later(at, hours=2), [75, 2], [None, later(at, hours=2)], ""),
    ]


def test_an_empty_value_is_written_as_one(at):
    clock = Clock.objects.filter(subject_id=request(at).id, kind="resolution").get()
    clock.due_at, clock.alert_times, clock.next_alert_at = None, [], None
    update_rows([clock], ("due_at", "alert_times", "next_alert_at"))
    kept = Clock.objects.get(pk=clock.pk)
    assert (kept.due_at, kept.alert_times, kept.next_alert_at) == (None, [], None)


def test_no_rows_ask_the_database_nothing(at, django_assert_num_queries):
    with django_assert_num_queries(0):
        update_rows([], ("due_at",))
