"""When a mail may come: quiet hours by the person's own clock."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


def send_time(at: datetime, starts: time | None, ends: time | None, zone: str) -> datetime:
    """The instant itself, or the end of the quiet hours it falls into."""
    if starts is None or ends is None:
        return at
    here = at.astimezone(ZoneInfo(zone))
    now = here.timetz().replace(tzinfo=None)
    quiet = starts <= now < ends if starts < ends else now >= starts or now < ends
    if not quiet:
        return at
    day = here.date() + timedelta(days=1 if now >= ends else 0)
    return datetime.combine(day, ends, tzinfo=here.tzinfo).astimezone(at.tzinfo)
