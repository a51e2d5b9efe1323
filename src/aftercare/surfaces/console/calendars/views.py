"""When work is done: the hours of each calendar, the days that differ, and how far ahead they are known."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone

from aftercare.domains.accounts.holidays import beyond_known
from aftercare.domains.accounts.models import Calendar, CalendarException
from aftercare.domains.accounts.policies import VIEW_CALENDARS, may_manage_calendars
from aftercare.kit.clock import now
from aftercare.kit.countries import country_name
from aftercare.kit.paging import page
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.calendars.words import hours, week_in_words
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page

AHEAD = timedelta(days=366)
MOST_DAYS = 12


@staff
def calendar_list(request: StaffRequest) -> HttpResponse:
    """The calendars by name, each with its week, its next days that differ and a word where they are not known yet."""
    require(may(request.actor, VIEW_CALENDARS))
    found = page(Calendar.objects.all(), sort="name", limit=20, cursor=request.GET.get("cursor"))
    days = _days_of(found.items)
    rows = [_shown(calendar, days[calendar.id]) for calendar in found.items]
    context = {"rows": rows, "cursor": found.next, "may_manage": may_manage_calendars(request.actor) is True}
    return staff_page(request, "console/calendars/list.html", context, active="console:administration")


def _days_of(calendars: Iterable[Calendar]) -> dict[UUID, list[CalendarException]]:
    """The days that differ within a year, in order."""
    today = timezone.localdate(now())
    rows = CalendarException.objects.filter(calendar__in=calendars, date__gte=today, date__lt=today + AHEAD)
    days: dict[UUID, list[CalendarException]] = defaultdict(list)
    for row in rows.order_by("date", "id"):
        days[row.calendar_id].append(row)
    return days


def _shown(calendar: Calendar, days: list[CalendarException]) -> dict[str, Any]:
    return {
        "calendar": calendar,
        "country": country_name(calendar.country) if calendar.country else "",
        "week": week_in_words(calendar.week),
        "days": [(day, hours(day.intervals)) for day in days[:MOST_DAYS]],
        "more": max(0, len(days) - MOST_DAYS),
        "notice": _not_known(calendar.country),
    }


def _not_known(country: str) -> str | None:
    """What to tell about this year or, while it is known, about the next."""
    year = timezone.localdate(now()).year
    return (beyond_known(country, year) or beyond_known(country, year + 1)) if country else None
