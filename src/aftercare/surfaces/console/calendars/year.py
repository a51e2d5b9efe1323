"""A year of a calendar as twelve months of days, each with what it is."""

import calendar as months
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.dates import MONTHS, WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy, pgettext_lazy

from aftercare.domains.accounts.models import CalendarException
from aftercare.surfaces.console.calendars.words import Intervals, hours
from aftercare.ui.parts import Words

MARK = "sign of a day in the year view of a calendar"
# What a day is: the sign it carries, and the words of the legend.
SIGNS: Mapping[str, tuple[Words, Words]] = {
    "work": ("", gettext_lazy("Working day")),
    "shut": ("–", gettext_lazy("Not worked, by the week")),
    "off": (pgettext_lazy(MARK, "off"), gettext_lazy("Holiday or closed day")),
    "made_up": (pgettext_lazy(MARK, "work"), gettext_lazy("Make-up workday, or open for once")),
    "other": ("±", gettext_lazy("Other hours than usual")),
}


@dataclass(frozen=True, slots=True)
class DayShown:
    """One day: its number, what it is, and that in words."""

    date: date
    kind: str
    sign: Words
    words: str
    today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month of weeks, Monday first; None where the week reaches beyond the month."""

    name: Words
    weeks: Sequence[Sequence[DayShown | None]]


def months_of(
    year: int, week: Sequence[Intervals], special: Mapping[date, CalendarException], today: date
) -> list[Month]:
    """The twelve months of a year."""
    plan = months.Calendar()
    return [
        Month(
            MONTHS[month],
            [
                [_shown(day, week, special.get(day), today) if day.month == month else None for day in days]
                for days in plan.monthdatescalendar(year, month)
            ],
        )
        for month in range(1, 13)
    ]


def kind_of(week: Sequence[Intervals], day: date, special: CalendarException | None) -> str:
    """What a day is, by its week and by what was said of it alone."""
    usual = week[day.weekday()]
    if special is None:
        return "work" if usual else "shut"
    if not special.intervals:
        return "off"
    return "other" if usual else "made_up"


def legend() -> list[tuple[str, Words, Words]]:
    """Every kind of day with its sign and words."""
    return [(kind, sign, words) for kind, (sign, words) in SIGNS.items()]


def weekday_names() -> list[Words]:
    """Monday to Sunday, short."""
    return [WEEKDAYS_ABBR[place] for place in range(7)]


def _shown(day: date, week: Sequence[Intervals], special: CalendarException | None, today: date) -> DayShown:
    kind = kind_of(week, day, special)
    sign, said = SIGNS[kind]
    name = f" ({special.name})" if special and special.name else ""
    open_hours = hours(special.intervals if special else week[day.weekday()])
    words = f"{date_format(day, 'D j M')}: {said}{name}"
    return DayShown(day, kind, sign, f"{words}, {open_hours}" if kind not in ("shut", "off") else words, day == today)
