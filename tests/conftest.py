"""What every test has: a real database (embedded unless DATABASE_URL names one), a fixed clock, a cast of people."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, settings

# How fast a busy machine is proves nothing about the product.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
pytest_plugins = ["tests.people", "tests.mail_server"]

# Its tables are not Django's, and jobs of one test would look for the facts of another.
EMPTY_QUEUE = "TRUNCATE procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, procrastinate_workers"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes begins first, so that nobody waits for it alone in the end."""
    items.sort(key=lambda item: not item.nodeid.startswith("tests/browser/test_access.py"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """Tests that commit empty the tables afterwards; what the migrations had put there is given back at once.

    So tests may run in any order. Only a test database's superuser may pass the triggers that keep the ledger, and
    only to empty it.
    """
    from django.db import connection
    from django.db.backends.postgresql.operations import DatabaseOperations

    whole, empty = DatabaseOperations.sql_flush, DatabaseOperations.execute_sql_flush
    with django_db_blocker.unblock():
        put_there = connection.creation.serialize_db_to_string()

    def sql_flush(self, *args, **kwargs):
        flush = whole(self, *args, **kwargs)
        return ["SET LOCAL session_replication_role = replica", *flush, EMPTY_QUEUE] if flush else flush

    def execute_sql_flush(self, sql_list):
        empty(self, sql_list)
        connection.creation.deserialize_db_from_string(put_there)

    DatabaseOperations.sql_flush, DatabaseOperations.execute_sql_flush = sql_flush, execute_sql_flush


@pytest.fixture(autouse=True)
def _english_in_shanghai() -> Iterator[None]:
    """Whatever language and zone a test ends in, the next begins in these."""
    from django.utils import timezone, translation

    with translation.override("en"), timezone.override("Asia/Shanghai"):
        yield


@pytest.fixture
def at() -> datetime:
    """A Tuesday morning in Shanghai: 2026-03-10 09:00 there."""
    return datetime(2026, 3, 10, 1, 0, tzinfo=UTC)
