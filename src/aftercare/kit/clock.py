"""The wall clock: read at the edges (surfaces, jobs) and handed inwards as `at`."""

from datetime import UTC, datetime


def now() -> datetime:
    """This instant in UTC."""
    return datetime.now(UTC)
