"""Working hours as spans of universal time, a block of 32 days at once, with running totals to search in.

Instants here are whole microseconds since 1970 (UTC): integers add up exactly and compare fast.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from aftercare.domains.accounts.hours_calendar import WorkingHours

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
MICROSECOND = timedelta(microseconds=1)
SECOND = 1_000_000
MINUTE = 60 * SECOND
DAY = 86_400 * SECOND
BLOCK = 32 * DAY

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Block:
    """The working spans of one block: where each starts and ends, and the time worked before it."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    before: tuple[int, ...]
    total: int

    def worked_until(self, instant: int) -> int:
        """Working time from the beginning of the block to the instant."""
        last = bisect_right(self.starts, instant) - 1
        if last < 0:
            return 0
        return self.before[last] + min(instant, self.ends[last]) - self.starts[last]

    def reaching(self, worked: int) -> int:
        """The first instant at which so much (more than nothing) has been worked in this block."""
        last = bisect_left(self.before, worked) - 1
        return self.starts[last] + worked - self.before[last]


@lru_cache(maxsize=2048)
def block(hours: WorkingHours, number: int) -> Block:
    """The working spans between `number * BLOCK` and the block after it."""
    spans = _joined(
        span
        for start, end, offset in _constant_offsets(hours.zone, number)
        for span in sorted(_spans_at_offset(hours, start, end, offset))
    )
    before, total = [], 0
    for start, end in spans:
        before.append(total)
        total += end - start
    return Block(tuple(start for start, _ in spans), tuple(end for _, end in spans), tuple(before), total)


def _spans_at_offset(hours: WorkingHours, start: int, end: int, offset: int) -> Iterator[Stretch]:
    """Cut the local intervals of every date that touches the stretch; the clock runs evenly inside it."""
    first = (start + offset) // DAY - 1  # the evening before may reach past midnight
    last = (end - 1 + offset) // DAY
    week, exceptions = hours.week, hours.by_ordinal
    for day in range(first, last + 1):
        midnight = day * DAY - offset
        ordinal = day + EPOCH_ORDINAL
        for interval in exceptions.get(ordinal, week[(ordinal - 1) % 7]):
            opens = max(start, midnight + interval.start_minute * MINUTE)
            closes = min(end, midnight + interval.end_minute * MINUTE)
            if opens < closes:
                yield opens, closes


def _joined(spans: Iterator[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


@lru_cache(maxsize=1024)
def _constant_offsets(zone: str, number: int) -> tuple[tuple[int, int, int], ...]:
    """Part the block where the zone changes its offset: (start, end, offset), all in microseconds.

    One look a day is enough: no two changes since 1970 are closer than a week in any zone.
    """
    place = ZoneInfo(zone)
    start = number * BLOCK
    edges, offsets = [start], [_offset(place, start)]
    for day, following in pairwise(range(start, start + BLOCK + DAY, DAY)):
        offset = _offset(place, following)
        if offset != offsets[-1]:
            edges.append(_change(place, day, following))
            offsets.append(offset)
    return tuple(zip(edges, [*edges[1:], start + BLOCK], offsets, strict=True))


def _change(place: ZoneInfo, low: int, high: int) -> int:
    old = _offset(place, low)
    while high - low > SECOND:
        middle = (low + high) // (2 * SECOND) * SECOND
        low, high = (middle, high) if _offset(place, middle) == old else (low, middle)
    return high


def _offset(place: ZoneInfo, instant: int) -> int:
    offset = datetime.fromtimestamp(instant // SECOND, place).utcoffset()
    return (offset or timedelta(0)) // MICROSECOND
