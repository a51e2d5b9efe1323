"""Official holidays and make-up workdays 调休 as dated exceptions, and how far ahead they are known."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import holidays as source
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.hours_calendar import Day, HoursInvalid
from aftercare.kit.countries import country_name

# Their governments move workdays by a yearly decree; everywhere else the days follow from the law.
ANNOUNCED_YEARLY = frozenset({"AZ", "BY", "CN", "HU", "KG", "KZ", "LV", "MM", "RU", "TW", "UZ", "VN"})
# Their decrees count the weekend beside a holiday as part of the break.
BREAKS_HOLD_WEEKENDS = frozenset({"CN"})
LANGUAGES = {"zh-hans": "zh_CN", "zh-hant": "zh_TW", "en": "en_US"}
ONE_DAY = timedelta(days=1)


class CountryUnknown(HoursInvalid):
    sentence = _("No official holidays are known for “%(country)s”. Use a code such as CN, or add the dates by hand.")


class RegionUnknown(HoursInvalid):
    sentence = _("“%(region)s” of %(country)s has no holidays of its own. Leave the region empty, or use: %(known)s.")


class Kind(StrEnum):
    HOLIDAY = "holiday"
    WEEKEND = "weekend"  # a weekend day that a break takes in: closed even where the weekend is worked
    WORKDAY = "workday"  # a weekend day worked to make up for a day off


@dataclass(frozen=True, slots=True, order=True)
class OfficialDay:
    """One date that differs from its week; not `announced` when it follows from the law but may still be moved."""

    date: date
    kind: Kind
    name: str
    announced: bool


def official_days(
    country: str, years: Iterable[int], *, region: str | None = None, language: str = "en"
) -> tuple[OfficialDay, ...]:
    """The official days of these years in order of date; names in the language where the source has it."""
    wanted = sorted(set(years))
    with_next = {near for year in wanted for near in (year, year + 1)}  # a break may begin before New Year
    known = _source(country, with_next, region, language)
    breaks, last = _Breaks(country, known), known_until(country)
    kinds = dict.fromkeys(known, Kind.HOLIDAY)
    kinds |= {day: Kind.WEEKEND for day in breaks.weekends if day.year <= last}
    kinds |= dict.fromkeys(known.weekend_workdays, Kind.WORKDAY)
    return tuple(
        OfficialDay(day, kind, breaks.name(day), announced=day.year <= last)
        for day, kind in sorted(kinds.items())
        if day.year in wanted
    )


def official_exceptions(days: Iterable[OfficialDay], *, workday: Day) -> dict[date, Day]:
    """Exceptions for `WorkingHours`: holidays closed, make-up days open for the hours of a workday."""
    return {day.date: workday if day.kind is Kind.WORKDAY else () for day in days}


def usual_workday(week: Sequence[Day]) -> Day:
    """The hours a make-up day takes over unless somebody chooses others: those of the first open weekday."""
    return next((day for day in week if day), ())


def known_countries() -> list[str]:
    """The codes of the countries whose official days are known."""
    return sorted(source.list_supported_countries(include_aliases=False))


def known_until(country: str) -> int:
    """The last year whose official days the source knows."""
    entity = _checked(country)
    if country not in ANNOUNCED_YEARLY:
        return entity.end_year
    return max((off.year for _workday, off in _moved(entity)), default=0)


def beyond_known(country: str, year: int) -> str | None:
    """What to tell the administrator when a year lies beyond the source; None when it is known."""
    last = known_until(country)
    if year <= last:
        return None
    text = _(
        "The official days of %(country)s are announced year by year and known here up to %(last)d. "
        "Days of %(year)d follow from the law alone: add days off and make-up workdays once they are announced."
    )
    return str(text) % {"country": country_name(country), "last": last, "year": year}


def _source(country: str, years: Iterable[int], region: str | None, language: str) -> source.HolidayBase:
    entity = _checked(country)
    if region and region not in entity.subdivisions:
        known = ", ".join(entity.subdivisions) or "–"
        raise RegionUnknown(country=country, region=region, known=known)
    return source.country_holidays(country, subdiv=region, years=years, language=LANGUAGES.get(language, language))


def _checked(country: str) -> source.HolidayBase:
    if country not in source.list_supported_countries(include_aliases=False):
        raise CountryUnknown(country=country)
    return source.country_holidays(country)


def _moved(entity: source.HolidayBase) -> Iterator[tuple[date, date]]:
    """Each day worked in exchange, with the day off it makes up for.

    The source lists them by year as (month off, day off, month worked, day worked[, year worked]).
    """
    years: Mapping[int, tuple[Any, ...]] = getattr(entity, "special_public_holidays", {})
    for year, entries in years.items():
        for row in entries if isinstance(entries[0], tuple) else (entries,):
            if len(row) >= 4:
                yield date(row[4] if len(row) > 4 else year, row[2], row[3]), date(year, row[0], row[1])


class _Breaks:
    """Runs of days off: holidays, the days moved to them and, where decrees count so, the weekends beside."""

    def __init__(self, country: str, known: source.HolidayBase) -> None:
        self.off_for = dict(_moved(known))
        moved = set(self.off_for.values())
        self.named = {day: name for day, name in known.items() if day not in moved}
        weekends = _weekends_beside(known) if country in BREAKS_HOLD_WEEKENDS else ()
        self.weekends = frozenset(weekends)
        self.closed = self.weekends | set(known)

    def name(self, day: date) -> str:
        """The day's own holiday, or the one most frequent in the break it belongs to or is worked for."""
        if day in self.named:
            return self.named[day]
        around = Counter(self.named[off] for off in self._run(self.off_for.get(day, day)) if off in self.named)
        return max(around, key=around.__getitem__, default="")

    def _run(self, day: date) -> Iterator[date]:
        while day - ONE_DAY in self.closed:
            day -= ONE_DAY
        while day in self.closed:
            yield day
            day += ONE_DAY


def _weekends_beside(known: source.HolidayBase) -> Iterator[date]:
    days = set(known)
    for day in days:
        for step in (-ONE_DAY, ONE_DAY):
            near = day + step
            while near.weekday() in known.weekend and near not in known.weekend_workdays and near not in days:
                yield near
                near += step
