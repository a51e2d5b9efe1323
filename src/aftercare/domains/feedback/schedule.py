"""On which workdays customers are called."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from aftercare.domains.accounts.hours import WorkingHours

LOOKED_AHEAD = 400  # days; a calendar that is closed for longer keeps nobody from calling


@dataclass(frozen=True, slots=True)
class Workday:
    """When a day's work begins and ends, in UTC."""

    opens_at: datetime
    closes_at: datetime


def workday_after(hours: WorkingHours, instant: datetime, workdays: int = 1) -> Workday:
    """The n-th working day behind the day of an instant, as the calendar's zone counts days."""
    zone = ZoneInfo(hours.zone)
    today = instant.astimezone(zone).date()
    found = 0
    for ahead in range(1, LOOKED_AHEAD):
        day = today + timedelta(days=ahead)
        spans = hours.on(day)
        found += bool(spans)
        if found == workdays:
            return Workday(_at(day, spans[0].start_minute, zone), _at(day, spans[-1].end_minute, zone))
    day = today + timedelta(days=workdays)
    return Workday(_at(day, 0, zone), _at(day, 24 * 60, zone))


def _at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The instant at which the zone's clocks show so many minutes after the day's beginning."""
    shown = datetime.combine(day, time.min) + timedelta(minutes=minute)
    return shown.replace(tzinfo=zone).astimezone(UTC)
