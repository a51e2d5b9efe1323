"""Spans of whole days, as they stand in an address: a day, a month, or from one to another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WRITTEN = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)
TO = ".."
FIRST_YEAR, LAST_YEAR = 1970, 2999
# Days that may be written: far enough from the ends of the calendar for every sum that is made with them.
EARLIEST_DAY, LATEST_DAY = date(1900, 1, 1), date(LAST_YEAR, 12, 31)


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included."""

    first: date
    last: date

    @classmethod
    def read(cls, text: str) -> "Period":
        """`2026-03`, `2026-03-14`, or two of them with `..` between; anything else raises ValueError."""
        begin, _to, end = text.partition(TO)
        found = cls(_span(begin).first, _span(end or begin).last)
        if found.last < found.first or text.endswith(TO):
            raise ValueError(f"{text} is no period.")
        return found

    def __str__(self) -> str:
        """As `read` reads it: whole months as such."""
        if self.first.day == 1 and (self.last + timedelta(days=1)).day == 1:
            ends = f"{self.first:%Y-%m}", f"{self.last:%Y-%m}"
        else:
            ends = str(self.first), str(self.last)
        return ends[0] if ends[0] == ends[1] else TO.join(ends)

    def between(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The instant at which it begins there, and the one at which it is over."""
        return _midnight(self.first, zone), _midnight(self.last + timedelta(days=1), zone)

    def months(self) -> list[date]:
        """The first days of the months it touches."""
        count = 12 * (self.last.year - self.first.year) + self.last.month - self.first.month + 1
        return [months_after(self.first, n) for n in range(count)]

    def days(self) -> list[date]:
        """Its days."""
        return list(self._each_day())

    def _each_day(self) -> Iterator[date]:
        for n in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=n)


def month_of(day: date) -> Period:
    """The whole month of a day."""
    return Period(day.replace(day=1), months_after(day, 1) - timedelta(days=1))


def months_after(day: date, count: int) -> date:
    """The first day of the month so many months after that of a day, or before it."""
    month = 12 * day.year + day.month - 1 + count
    return date(month // 12, month % 12 + 1, 1)


def _span(text: str) -> Period:
    found = WRITTEN.fullmatch(text)
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise ValueError(f"{text} is neither a day nor a month.")
    year, month = int(found[1]), int(found[2])
    if found[3] is None:
        return month_of(date(year, month, 1))
    day = date(year, month, int(found[3]))
    return Period(day, day)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone)
