"""Working hours in words."""

from collections.abc import Sequence
from itertools import groupby

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

Intervals = Sequence[Sequence[int]]
DAY = 1440
WHOLE_DAY = [[0, 1440]]


def hours(intervals: Intervals) -> str:
    """The hours of a day: '09:00–12:00, 13:00–18:00'."""
    if not intervals:
        return _("Closed all day")
    if [list(one) for one in intervals] == WHOLE_DAY:
        return _("Round the clock")
    return hours_typed(intervals)


def hours_typed(intervals: Intervals) -> str:
    """The hours as they are typed into a form; nothing where it is closed."""
    return ", ".join(f"{_time(start)}–{_time(end)}" for start, end in intervals)


def week_in_words(week: Sequence[Intervals]) -> list[tuple[str, str]]:
    """Days and their hours, Monday first; neighbours with the same hours stand together."""
    told = []
    for said, days in groupby(enumerate(week), key=lambda day: hours(day[1])):
        places = [place for place, _intervals in days]
        names = [str(WEEKDAYS[place]) for place in (places[0], places[-1])]
        told.append((names[0] if len(places) == 1 else " – ".join(names), said))
    return told


def _time(minutes: int) -> str:
    minutes = minutes - DAY if minutes > DAY else minutes  # the end of a night shift lies on the next day
    return f"{minutes // 60:02}:{minutes % 60:02}"
