"""Arithmetic with working time: how much lies between two instants, and when so much has passed.

An instant is working time when the zone's clock then shows a time inside an interval. So an hour the clock skips
holds no work, and an hour it shows twice is worked twice. Results are UTC; working time is exact to the microsecond.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from aftercare.domains.accounts.hours_calendar import Day, HoursInvalid, Interval, WorkingHours
from aftercare.domains.accounts.hours_spans import BLOCK, EPOCH, MICROSECOND, block

__all__ = [
    "HORIZON",
    "Day",
    "HoursInvalid",
    "Interval",
    "WorkingHours",
    "add_working_seconds",
    "add_working_time",
    "same_hour_next_day",
    "working_seconds",
    "working_spans",
    "working_time",
]

HORIZON = timedelta(days=3 * 366)
LAST_MINUTE = 24 * 60 - 1


def working_seconds(hours: WorkingHours, start: datetime, end: datetime) -> int:
    """Whole seconds of working time from start to end; 0 when the end is not after the start."""
    return working_time(hours, start, end) // timedelta(seconds=1)


def working_time(hours: WorkingHours, start: datetime, end: datetime) -> timedelta:
    """Working time from start to end, to the microsecond; none when the end is not after the start."""
    first, last = _micros(start), _micros(end)
    if last <= first:
        return timedelta(0)
    opening, closing = first // BLOCK, last // BLOCK
    worked = block(hours, closing).worked_until(last) - block(hours, opening).worked_until(first)
    worked += sum(block(hours, number).total for number in range(opening, closing))
    return timedelta(microseconds=worked)


def add_working_seconds(hours: WorkingHours, start: datetime, seconds: int) -> datetime | None:
    """The first instant at which so many seconds have been worked since the start; None beyond three years."""
    return add_working_time(hours, start, timedelta(seconds=seconds))


def add_working_time(hours: WorkingHours, start: datetime, worked: timedelta) -> datetime | None:
    """The first instant at which so much has been worked since the start; None beyond three years.

    Ends with the working day: eight hours from 09:00 in a day of 09:00–17:00 are reached at 17:00, not next morning.
    """
    missing, first = worked // MICROSECOND, _micros(start)
    if missing <= 0:
        return _instant(first)
    number, horizon = first // BLOCK, first + HORIZON // MICROSECOND
    missing += block(hours, number).worked_until(first)
    while missing > block(hours, number).total:
        missing -= block(hours, number).total
        number += 1
        if number * BLOCK > horizon:
            return None
    reached = block(hours, number).reaching(missing)
    return _instant(reached) if reached <= horizon else None


def same_hour_next_day(hours: WorkingHours, instant: datetime) -> datetime:
    """The next day on which anybody works, at the hour of the instant or the nearest one of work.

    A calendar that never opens gives the next day.
    """
    zone = ZoneInfo(hours.zone)
    local = instant.astimezone(zone)
    days = (local.date() + timedelta(days=ahead) for ahead in range(1, HORIZON.days))
    day = next((day for day in days if hours.on(day)), local.date() + timedelta(days=1))
    minute = local.hour * 60 + local.minute
    if work := hours.on(day):
        minute = min(max(minute, work[0].start_minute), work[-1].end_minute, LAST_MINUTE)
    return datetime.combine(day, time(minute // 60, minute % 60), tzinfo=zone)


def working_spans(hours: WorkingHours, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The spans of working time between start and end, in order, none touching the next."""
    first, last = _micros(start), _micros(end)
    held: tuple[int, int] | None = None
    for number in range(first // BLOCK, last // BLOCK + 1):
        spans = block(hours, number)
        for opens, closes in zip(spans.starts, spans.ends, strict=True):
            opens, closes = max(opens, first), min(closes, last)
            if opens >= closes:
                continue
            if held and held[1] == opens:
                held = held[0], closes
                continue
            if held:
                yield _instant(held[0]), _instant(held[1])
            held = opens, closes
    if held:
        yield _instant(held[0]), _instant(held[1])


def _micros(instant: datetime) -> int:
    return (instant - EPOCH) // MICROSECOND


def _instant(micros: int) -> datetime:
    return EPOCH + micros * MICROSECOND
