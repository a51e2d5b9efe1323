"""When people work: intervals for each weekday, dated exceptions, one time zone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Sentence

MINUTES_A_DAY = 1440
WEEKDAYS: tuple[Sentence, ...] = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)


class HoursInvalid(ValueError):
    """These hours can't be kept; the sentence, in the reader's language, names the day and what would work."""

    sentence: Sentence = _("These working hours can't be kept.")

    def __init__(self, **params: object) -> None:
        super().__init__(params)
        self.params = params

    def __str__(self) -> str:
        return str(self.sentence) % self.params


class IntervalInvalid(HoursInvalid):
    sentence = _("%(interval)s can't be worked: begin between 00:00 and 23:59 and end later, within 24 hours.")


class IntervalsOverlap(HoursInvalid):
    sentence = _("%(day)s: %(later)s overlaps %(earlier)s. Let one begin when the other ends, or join them.")


class ZoneUnknown(HoursInvalid):
    sentence = _("No time zone is called “%(zone)s”. Choose one by its city, such as Asia/Shanghai.")


class WeekIncomplete(HoursInvalid):
    sentence = _("A week has seven days; %(days)d were given. List every day, Monday first; a closed day is empty.")


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Minutes after local midnight, the end exclusive; an end above 1440 lies on the next day."""

    start_minute: int
    end_minute: int

    def __post_init__(self) -> None:
        length = self.end_minute - self.start_minute
        if not (0 <= self.start_minute < MINUTES_A_DAY and 0 < length <= MINUTES_A_DAY):
            raise IntervalInvalid(interval=str(self))

    def __str__(self) -> str:
        return f"{_hand(self.start_minute)}–{_hand(self.end_minute)}"


def _hand(minute: int) -> str:
    nights, minute = (1, minute - MINUTES_A_DAY) if minute > MINUTES_A_DAY else (0, minute)
    return f"{minute // 60:02}:{minute % 60:02}" + "+1" * nights


Day = tuple[Interval, ...]
ALL_DAY: Day = (Interval(0, MINUTES_A_DAY),)


@dataclass(frozen=True)
class WorkingHours:
    """A week of intervals (Monday first) in a zone, and the dates that differ from it (empty: closed).

    An interval belongs to the date on which it begins: closing a date leaves the night shift of the eve whole.
    """

    zone: str
    week: tuple[Day, ...]
    exceptions: Mapping[date, Day] = field(default_factory=dict)
    by_ordinal: Mapping[int, Day] = field(init=False, repr=False, compare=False)
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        check_zone(self.zone)
        if len(self.week) != 7:
            raise WeekIncomplete(days=len(self.week))
        week = tuple(_in_order(day, name) for day, name in zip(self.week, WEEKDAYS, strict=True))
        _refuse_running_into_the_next_day(week)
        dated = {day: _in_order(spans, day.isoformat()) for day, spans in sorted(self.exceptions.items())}
        object.__setattr__(self, "week", week)
        object.__setattr__(self, "exceptions", MappingProxyType(dated))
        object.__setattr__(self, "by_ordinal", {day.toordinal(): spans for day, spans in dated.items()})
        object.__setattr__(self, "_hash", hash((self.zone, week, tuple(dated.items()))))

    @classmethod
    def always(cls, zone: str) -> "WorkingHours":
        """Around the clock, every day of the year."""
        return cls(zone=zone, week=(ALL_DAY,) * 7)

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[Any, ...]:
        return WorkingHours, (self.zone, self.week, dict(self.exceptions))

    def on(self, day: date) -> Day:
        """The intervals that begin on this date."""
        return self.exceptions.get(day, self.week[day.weekday()])


def check_zone(zone: str) -> None:
    """Refuse a name the time zone database doesn't hold."""
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError):
        raise ZoneUnknown(zone=zone) from None


def _in_order(intervals: Iterable[Interval], day: Sentence) -> Day:
    ordered = tuple(sorted(intervals))
    for earlier, later in zip(ordered, ordered[1:], strict=False):
        if later.start_minute < earlier.end_minute:
            raise IntervalsOverlap(day=day, earlier=str(earlier), later=str(later))
    return ordered


def _refuse_running_into_the_next_day(week: tuple[Day, ...]) -> None:
    for index, day in enumerate(week):
        following = week[(index + 1) % 7]
        if day and following and day[-1].end_minute - MINUTES_A_DAY > following[0].start_minute:
            name = WEEKDAYS[(index + 1) % 7]
            raise IntervalsOverlap(day=name, earlier=str(day[-1]), later=str(following[0]))
