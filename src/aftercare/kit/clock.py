"""The wall clock: read at the edges (surfaces, jobs) and handed inwards as `at`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_standing: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """This instant in UTC."""
    return _standing.get() or datetime.now(UTC)


@contextmanager
def standing_at(at: datetime) -> Iterator[None]:
    """Let the clock of this process stand at an instant meanwhile, so that jobs of a told past bear its dates."""
    kept = _standing.set(at)
    try:
        yield
    finally:
        _standing.reset(kept)
