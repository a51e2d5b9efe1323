"""When something was done, as people and their phones tell it: never before it could be, never ahead of the house."""

from datetime import datetime, timedelta

from aftercare.domains.requests.errors import NotThen

CLOCKS_AHEAD = timedelta(minutes=5)  # what a phone's clock may be off


def when_done(done_at: datetime | None, *, since: datetime, at: datetime) -> datetime:
    """The instant that is told, or the present; one a little ahead is the present, one out of reach is refused."""
    if done_at is None:
        return at
    if not since <= done_at <= at + CLOCKS_AHEAD:
        raise _not_then(_shown(done_at), _shown(since), _shown(at))
    return min(done_at, at)


def _not_then(done_at: str, since: str, now: str) -> NotThen:
    sentence = str(NotThen(done_at=done_at, since=since, now=now))
    return NotThen(done_at=done_at, since=since, now=now, errors={"done_at": sentence})


def _shown(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"
