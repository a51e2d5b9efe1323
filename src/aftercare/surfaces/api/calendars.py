"""Calendars: when work is done, and the days that differ."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.actions import (
    change_calendar,
    create_calendar,
    remove_special_day,
    set_official_holidays,
    set_special_day,
)
from aftercare.domains.accounts.models import Calendar, CalendarException
from aftercare.domains.accounts.policies import VIEW_CALENDARS
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Day, Text, Whole, Zone, one_of
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.versions import unchanged

calendars = Noun(
    "calendars",
    "Calendars 日历: working hours in one zone, several intervals a weekday, holidays and make-up workdays.",
)
HERE = "/calendars/{uuid:id}"
Minute = Annotated[Whole, Field(ge=0, le=1440)]
Interval = Annotated[list[Minute], Field(min_length=2, max_length=2)]
Hours = Annotated[list[Interval], Field(max_length=24)]


class CalendarShown(TypedDict):
    """Working hours."""

    id: UUID
    name: str
    zone: Annotated[str, Field(examples=["Asia/Shanghai"])]
    week: Annotated[
        list[list[list[int]]],
        Field(description="Seven weekdays, Monday first: [start, end] in minutes after midnight."),
    ]
    country: str
    version: int


class ExceptionShown(TypedDict):
    """A day that differs."""

    date: date
    name: str
    intervals: Annotated[list[list[int]], Field(description="None: closed.")]
    official: bool


class NewCalendar(Body):
    """A calendar to make; a country brings its official holidays and make-up workdays."""

    name: Text = Field(min_length=1, max_length=80, examples=["总部"])
    zone: Zone = Field(min_length=1, max_length=40, examples=["Asia/Shanghai"], json_schema_extra=one_of("time_zones"))
    week: list[Hours] = Field(
        min_length=7, max_length=7, examples=[[[[540, 720], [780, 1080]]] * 5 + [[], []]],
        description="Seven weekdays, Monday first: [start, end] in minutes after midnight.",
    )  # fmt: skip
    country: str = Field("", pattern=r"^([A-Z]{2})?$", examples=["CN"])


class CalendarQuery(Listing):
    """Which calendars."""

    sort: Literal["name", "-name"] = "name"


def _show(calendar: Calendar) -> dict[str, Any]:
    return {name: getattr(calendar, name) for name in ("id", "name", "zone", "week", "country", "version")}


def _show_day(day: CalendarException) -> dict[str, Any]:
    return {name: getattr(day, name) for name in ("date", "name", "intervals", "official")}


def _calendars(call: Call) -> QuerySet[Calendar]:
    return Calendar.objects.all() if may(call.actor, VIEW_CALENDARS) is True else Calendar.objects.none()


@calendars.lists("/calendars", CalendarShown)
def list_calendars(call: Call, query: Query[CalendarQuery]) -> dict[str, Any]:
    """List calendars.

    By name.
    """
    require(may(call.actor, VIEW_CALENDARS))
    return listed(_calendars(call), query, each(_show))


@calendars.reads(HERE, CalendarShown)
def read_calendar(call: Call, id: UUID) -> dict[str, Any]:
    """Read a calendar.

    The usual week; the days that differ are its `exceptions`.
    """
    return _show(found(_calendars(call), id))


@calendars.makes("/calendars", CalendarShown)
def create_a_calendar(call: Call, body: NewCalendar) -> dict[str, Any]:
    """Make a calendar.

    With a country, the official holidays and make-up workdays of this year and the next are set at once.
    """
    made = create_calendar(call.actor, name=body.name, zone=body.zone, week=body.week, country=body.country, at=call.at)
    return _show(made)


class CalendarChanges(Body):
    """The fields to change."""

    never_empty = ("name", "zone", "week")
    name: Text | None = Field(None, min_length=1, max_length=80)
    zone: Zone | None = Field(None, min_length=1, max_length=40, json_schema_extra=one_of("time_zones"))
    week: list[Hours] | None = Field(None, min_length=7, max_length=7)


@calendars.changes(HERE, CalendarShown)
def change_a_calendar(call: Call, id: UUID, body: CalendarChanges) -> dict[str, Any]:
    """Change a calendar.

    Its name, zone or week; open requests that follow it are read anew.
    """
    calendar = unchanged(call, found(_calendars(call), id))
    return _show(change_calendar(call.actor, calendar, at=call.at, **body.given()))


class ExceptionQuery(Listing):
    """Which days."""

    from_date: Day | None = None
    before_date: Day | None = None
    sort: Literal["date", "-date"] = "date"


@calendars.lists(f"{HERE}/exceptions", ExceptionShown)
def list_calendar_exceptions(call: Call, id: UUID, query: Query[ExceptionQuery]) -> dict[str, Any]:
    """List the days that differ.

    Holidays, make-up workdays and days set by hand.
    """
    given = query.filters(from_date="date__gte", before_date="date__lt")
    return listed(found(_calendars(call), id).exceptions.filter(**given), query, each(_show_day))


class DayGiven(Body):
    """The hours of the day; none close it."""

    intervals: Hours = []
    name: Text = Field("", max_length=120)


@calendars.sets(f"{HERE}/exceptions/{{date}}", ExceptionShown, versioned=True)
def set_calendar_exception(call: Call, id: UUID, date: Day, body: DayGiven) -> dict[str, Any]:
    """Set a day that differs.

    Closed, open for once, or with other hours; what is due is derived anew.
    """
    calendar = unchanged(call, found(_calendars(call), id))
    day = set_special_day(call.actor, calendar, on=date, intervals=body.intervals, name=body.name, at=call.at)
    return _show_day(day)


@calendars.removes(f"{HERE}/exceptions/{{date}}")
def remove_calendar_exception(call: Call, id: UUID, date: Day) -> None:
    """Take a day that differs away.

    It is as its week says again; an official one comes back when its year is taken over once more.
    """
    remove_special_day(call.actor, unchanged(call, found(_calendars(call), id)), on=date, at=call.at)


class HolidaysGiven(Body):
    """Whose holidays, of which years."""

    country: str = Field(pattern=r"^[A-Z]{2}$", examples=["CN"])
    years: list[Annotated[Whole, Field(ge=2000, le=2100)]] = Field(min_length=1, max_length=10, examples=[[2026]])


class HolidaysAdded(TypedDict):
    """How many days were added."""

    added: int


@calendars.moves(f"{HERE}/holidays", HolidaysAdded)
def set_calendar_holidays(call: Call, id: UUID, body: HolidaysGiven) -> dict[str, Any]:
    """Take over official holidays.

    And make-up workdays; days set by hand stay as they are.
    """
    calendar = unchanged(call, found(_calendars(call), id))
    return {"added": set_official_holidays(call.actor, calendar, country=body.country, years=body.years, at=call.at)}
