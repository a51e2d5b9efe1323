"""When something was done, as people and their phones tell it: never before it could be, never ahead of the house."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Invalid

CLOCKS_AHEAD = timedelta(minutes=5)  # what a phone's clock may be off


class NotThen(Invalid):
    """A time before there was anything to do, or one that has not come yet."""

    code = "not_then"
    sentence = _("%(done_at)s can't be the time: it has to lie between %(since)s and now, %(now)s. Correct it.")


def when_done(done_at: datetime | None, *, since: datetime, at: datetime) -> datetime:
    """The instant that is told, or the present; one a little ahead is the present, one out of reach is refused."""
    if done_at is None:
        return at
    if not since <= done_at <= at + CLOCKS_AHEAD:
        raise NotThen(done_at=done_at, since=since, now=at, errors={"done_at": NotThen.sentence})
    return min(done_at, at)
