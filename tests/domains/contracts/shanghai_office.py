"""An office in Shanghai, Monday to Friday 09:00–12:00 and 13:30–18:00, with the holidays of 2026; and its clocks."""

from datetime import datetime
from zoneinfo import ZoneInfo

from aftercare.domains.accounts.holidays import official_days, official_exceptions
from aftercare.domains.accounts.hours import Interval, WorkingHours
from aftercare.domains.contracts.clock import ClockFact, Reading, What, derive

HOUR = 3600
SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = (Interval(9 * 60, 12 * 60), Interval(13 * 60 + 30, 18 * 60))
OFFICE = WorkingHours(
    "Asia/Shanghai", (DAY,) * 5 + ((),) * 2, official_exceptions(official_days("CN", [2026]), workday=DAY)
)


def on(month: int, day: int, hour: int = 0, minute: int = 0, *, year: int = 2026) -> datetime:
    """A time of day in Shanghai."""
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


def started(at: datetime, hours: float, order: int = 0) -> ClockFact:
    return ClockFact(at, order, What.START, target_seconds=int(hours * HOUR))


def fact(what: What, at: datetime, order: int, reason: str = "", hours: float | None = None) -> ClockFact:
    return ClockFact(at, order, what, reason, None if hours is None else int(hours * HOUR))


def reading(*facts: ClockFact, hours: WorkingHours = OFFICE) -> Reading:
    read = derive(facts, hours)
    assert read is not None
    return read
