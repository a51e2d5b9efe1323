"""Make calendars and set the days that differ."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from aftercare.domains.accounts.errors import BadCalendar, DayNotSpecial
from aftercare.domains.accounts.events import CalendarChanged
from aftercare.domains.accounts.holidays import OfficialDay, official_days, official_exceptions, usual_workday
from aftercare.domains.accounts.hours import Interval, WorkingHours
from aftercare.domains.accounts.models import Calendar, CalendarException
from aftercare.domains.accounts.policies import may_manage_calendars
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require

Minutes = Sequence[Sequence[int]]


@transaction.atomic
def create_calendar(
    actor: Actor, *, name: str, zone: str, week: Sequence[Minutes], at: datetime, country: str = ""
) -> Calendar:
    """Make a calendar of seven weekdays, Monday first, each a list of [start, end] minutes after midnight."""
    require(may_manage_calendars(actor))
    _check(zone, week)
    calendar = Calendar.objects.create(name=name, zone=zone, week=[[list(i) for i in day] for day in week])
    if country:
        set_official_holidays(actor, calendar, country=country, years=(at.year, at.year + 1), at=at)
        calendar.refresh_from_db()
    publish(actor, CalendarChanged(calendar_id=calendar.id), at=at)
    return calendar


@transaction.atomic
def change_calendar(
    actor: Actor,
    calendar: Calendar,
    *,
    at: datetime,
    name: str | None = None,
    zone: str | None = None,
    week: Sequence[Minutes] | None = None,
) -> Calendar:
    """Give it another name, zone or week; official make-up workdays take over the hours of the new week."""
    require(may_manage_calendars(actor))
    held = lock(Calendar.objects.all(), calendar.pk)
    wanted = {"name": name, "zone": zone, "week": None if week is None else [[list(i) for i in day] for day in week]}
    changed = {key: value for key, value in wanted.items() if value is not None and value != getattr(held, key)}
    if not changed:
        return held
    _check(zone or held.zone, held.week if week is None else week)
    for key, value in changed.items():
        setattr(held, key, value)
    held.save(update_fields=list(changed))
    if "week" in changed:
        made_up = CalendarException.objects.filter(calendar=held, official=True).exclude(intervals=[])
        made_up.update(intervals=[[i.start_minute, i.end_minute] for i in usual_workday(_intervals(held.week))])
    publish(actor, CalendarChanged(calendar_id=held.id, fields=tuple(sorted(changed))), at=at)
    return held


@transaction.atomic
def remove_special_day(actor: Actor, calendar: Calendar, *, on: date, at: datetime) -> None:
    """Let a day be as its week says; an official one comes back when its year is taken over again."""
    require(may_manage_calendars(actor))
    held = lock(Calendar.objects.all(), calendar.pk)
    gone, _by_model = CalendarException.objects.filter(calendar=held, date=on).delete()
    if not gone:
        raise DayNotSpecial(date=on)
    held.save(update_fields=["version"])
    publish(actor, CalendarChanged(calendar_id=held.id, dates=1), at=at)


@transaction.atomic
def set_special_day(
    actor: Actor, calendar: Calendar, *, on: date, intervals: Minutes, at: datetime, name: str = ""
) -> CalendarException:
    """Close a day (no intervals), open one, or give it other hours."""
    require(may_manage_calendars(actor))
    held = lock(Calendar.objects.all(), calendar.pk)
    _check(held.zone, held.week, {on: intervals})
    day, _made = CalendarException.objects.update_or_create(
        calendar=held,
        date=on,
        defaults={"intervals": [list(i) for i in intervals], "name": name, "official": False},
    )
    held.save(update_fields=["version"])  # readers keep compiled hours by version
    publish(actor, CalendarChanged(calendar_id=held.id, dates=1), at=at)
    return day


@transaction.atomic
def set_official_holidays(actor: Actor, calendar: Calendar, *, country: str, years: Sequence[int], at: datetime) -> int:
    """Take a country's official holidays and make-up workdays; days set by hand stay. Returns how many were added."""
    require(may_manage_calendars(actor))
    try:
        official = official_days(country, years, language="zh-hans")
    except ValueError as unknown:
        raise BadCalendar(reason=str(unknown)) from unknown
    held = lock(Calendar.objects.all(), calendar.pk)
    guessed = CalendarException.objects.filter(calendar=held, official=True, date__year__in=list(years))
    guessed.delete()  # a decree may have moved what was known before
    added = len(CalendarException.objects.bulk_create(_rows(held, official), ignore_conflicts=True))
    held.country = country
    held.save(update_fields=["country"])
    publish(actor, CalendarChanged(calendar_id=held.id, dates=added), at=at)
    return added


def _rows(calendar: Calendar, official: Sequence[OfficialDay]) -> list[CalendarException]:
    """Holidays closed, make-up days open for the hours of a usual workday."""
    hours = official_exceptions(official, workday=usual_workday(_intervals(calendar.week)))
    names = {day.date: day.name for day in official}
    return [
        CalendarException(
            calendar=calendar,
            date=day,
            name=names[day],
            official=True,
            intervals=[[i.start_minute, i.end_minute] for i in intervals],
        )
        for day, intervals in hours.items()
    ]


def _intervals(week: Sequence[Minutes]) -> list[tuple[Interval, ...]]:
    return [tuple(Interval(*i) for i in day) for day in week]


def _check(zone: str, week: Sequence[Minutes], days: Mapping[date, Minutes] | None = None) -> None:
    try:
        special = {on: tuple(Interval(*i) for i in intervals) for on, intervals in (days or {}).items()}
        WorkingHours(zone, tuple(tuple(Interval(*i) for i in day) for day in week), special)
    except (ValueError, TypeError, KeyError) as wrong:
        raise BadCalendar(reason=str(wrong)) from wrong
