"""When something was done, as people and their phones tell it: never before it could be, never ahead of the house."""

from datetime import datetime, timedelta

from aftercare.domains.requests.errors import NotThen

CLOCKS_AHEAD = timedelta(minutes=5)  # what a phone's clock may be off


def when_done(done_at: datetime | None, *, since: datetime, at: datetime) -> datetime:
    """The instant that is told, or the present; one a little ahead is the present, one out of reach is refused."""
    if done_at is None:
        return at
    if not since <= done_at <= at + CLOCKS_AHEAD:
        raise NotThen(done_at=done_at, since=since, now=at, errors={"done_at": NotThen.sentence})
    return min(done_at, at)
