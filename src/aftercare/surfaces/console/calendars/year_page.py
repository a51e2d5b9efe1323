"""One calendar: a year of it, its week, and who follows it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from aftercare.domains.accounts.holidays import beyond_known
from aftercare.domains.accounts.models import Calendar
from aftercare.domains.accounts.policies import VIEW_CALENDARS, may_manage_calendars
from aftercare.domains.contracts.models import ServiceLevel
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import OPEN
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.paging import COUNTED_TO, count_to
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.calendars.words import hours, week_in_words
from aftercare.surfaces.console.calendars.year import legend, months_of, weekday_names
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page

PAGE = "console/calendars/one.html"
FIRST, LAST = 2000, 2100
MOST_NAMES = 8


def found_calendar(request: StaffRequest, calendar_id: UUID) -> Calendar:
    """The calendar, for whoever may see calendars."""
    require(may(request.actor, VIEW_CALENDARS))
    calendar = Calendar.objects.filter(pk=calendar_id).first()
    if calendar is None:
        raise NotFound()
    return calendar


def crumbs(calendar: Calendar | None = None) -> list[tuple[str, str]]:
    """The way back."""
    here = [(_("Administration"), reverse("console:administration")), (_("Calendars"), reverse("console:calendars"))]
    return [*here, (calendar.name, reverse("console:calendar", args=[calendar.id]))] if calendar else here


@staff
def calendar_page(request: StaffRequest, calendar_id: UUID) -> HttpResponse:
    """The year that is asked for, or this one."""
    calendar, today = found_calendar(request, calendar_id), timezone.localdate(now())
    year = _year(request.GET.get("year", ""), today)
    special = {day.date: day for day in calendar.exceptions.filter(date__year=year).order_by("date")}
    here = reverse("console:calendar", args=[calendar.id])
    context = {
        "calendar": calendar,
        "year": year,
        "year_words": str(year),
        "earlier": f"{here}?year={year - 1}" if year > FIRST else "",
        "later": f"{here}?year={year + 1}" if year < LAST else "",
        "months": months_of(year, calendar.week, special, today),
        "weekdays": weekday_names(),
        "legend": legend(),
        "special": [(day, hours(day.intervals)) for day in special.values()],
        "days_url": reverse("console:calendar_days", args=[calendar.id]),
        "week": week_in_words(calendar.week),
        "notice": beyond_known(calendar.country, year) if calendar.country else None,
        "may_manage": may_manage_calendars(request.actor) is True,
        "crumbs": crumbs(),
        **_followed_by(calendar),
    }
    return staff_page(request, PAGE, context, active="console:administration")


def effect(calendar: Calendar) -> str:
    """What a change does, in numbers."""
    count = count_to(ServiceRequest.objects.filter(calendar=calendar, state__in=OPEN))
    return ngettext(
        "%(count)s open request follows this calendar; a change reads what is due for it anew.",
        "%(count)s open requests follow this calendar; a change reads what is due for them anew.",
        int(count.rstrip("+")),
    ) % {"count": count}


def _followed_by(calendar: Calendar) -> dict[str, Any]:
    levels = ServiceLevel.objects.filter(calendar=calendar).order_by("name").values_list("name", flat=True)
    engineers = Engineer.objects.filter(calendar=calendar, active=True)
    return {
        "effect": effect(calendar),
        "levels": list(levels[:MOST_NAMES]),
        "engineers": count_to(engineers, COUNTED_TO),
    }


def _year(asked: str, today: date) -> int:
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else today.year
    return min(max(year, FIRST), LAST)
