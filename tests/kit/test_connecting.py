"""Connections read instants as they stand, and refuse those that Python cannot hold."""

from datetime import UTC, datetime

import pytest
from django.db import DataError, connection
from django.db.backends.signals import connection_created
from psycopg.pq import Format

from aftercare.kit.connecting import INSTANT, Instants

pytestmark = pytest.mark.django_db


def read(instant):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz, ARRAY[%s::timestamptz, NULL]", [instant, instant])
        return cursor.fetchone()


@pytest.mark.parametrize(
    ("told", "micros"),
    [("2026-03-09 07:00:00+00", 0), ("2026-03-09 15:00:00.1+08", 100_000), ("2026-03-09 07:00:00.000001Z", 1)],
)
def test_an_instant_is_read_to_the_microsecond_in_universal_time(told, micros):
    instant, (among, nothing) = read(told)
    assert instant == among == datetime(2026, 3, 9, 7, 0, 0, micros, tzinfo=UTC)
    assert (instant.tzinfo, nothing) == (UTC, None)


@pytest.mark.parametrize("beyond", ["infinity", "12000-01-01", "0044-03-15 BC"])
def test_an_instant_that_python_cannot_hold_is_refused(beyond):
    with pytest.raises(DataError, match="timestamp too"):
        read(beyond)


def test_a_connection_is_told_once():
    before = connection.connection.adapters.get_loader(INSTANT, Format.TEXT)
    connection_created.send(sender=type(connection), connection=connection)
    assert before is connection.connection.adapters.get_loader(INSTANT, Format.TEXT) is Instants
