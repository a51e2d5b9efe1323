"""What every test has: a real database (embedded unless DATABASE_URL names one), a fixed clock, a cast of people."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

pytest_plugins = ["tests.people", "tests.mail_server"]

# Its tables are not Django's, and jobs of one test would look for the facts of another.
EMPTY_QUEUE = "TRUNCATE procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, procrastinate_workers"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that commit empty the tables afterwards: give them back what the migrations had put there."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker is not None and marker.kwargs.get("transaction"):
            marker.kwargs["serialized_rollback"] = True


@pytest.fixture(scope="session", autouse=True)
def _ledger_may_be_emptied_between_tests() -> None:
    """Only a test database's superuser may pass the triggers that keep the ledger, and only to empty it."""
    from django.db.backends.postgresql.operations import DatabaseOperations

    whole = DatabaseOperations.sql_flush

    def sql_flush(self, *args, **kwargs):
        flush = whole(self, *args, **kwargs)
        return ["SET LOCAL session_replication_role = replica", *flush, EMPTY_QUEUE] if flush else flush

    DatabaseOperations.sql_flush = sql_flush


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
