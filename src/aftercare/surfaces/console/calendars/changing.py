"""Make a calendar, change its week, set its days, take official holidays over."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from aftercare.domains.accounts.actions import (
    change_calendar,
    create_calendar,
    remove_special_day,
    set_official_holidays,
    set_special_day,
)
from aftercare.domains.accounts.holidays import beyond_known
from aftercare.domains.accounts.models import Calendar
from aftercare.domains.accounts.policies import may_manage_calendars
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.countries import country_name
from aftercare.kit.errors import NotFound
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import accepted, as_seen, form_page, standing_form
from aftercare.surfaces.console.calendars.forms import CalendarForm, DayForm, DaysForm, HolidaysForm, NewCalendarForm
from aftercare.surfaces.console.calendars.words import hours_typed
from aftercare.surfaces.console.calendars.year_page import crumbs, effect, found_calendar
from aftercare.surfaces.console.staff import StaffRequest, staff

USUAL = [[[540, 1080]]] * 5 + [[], []]


@staff
def new_calendar(request: StaffRequest) -> HttpResponse:
    """An empty form with a usual week, or the calendar it makes."""
    require(may_manage_calendars(request.actor))
    zone = timezone.get_current_timezone_name()
    form = NewCalendarForm(request.POST or None, initial={"zone": zone, "week": USUAL})
    calendar = accepted(form, create_calendar, request.actor, at=now())
    if calendar is not None:
        messages.success(request, _("The calendar “%(name)s” is made.") % {"name": calendar.name})
        return redirect("console:calendar", calendar_id=calendar.id)
    words = {"title": _("New calendar"), "submit": _("Make the calendar"), "icon": "plus"}
    return form_page(request, form, back=reverse("console:calendars"), crumbs=crumbs(), **words)


def _managed(request: StaffRequest, calendar_id: UUID) -> Calendar:
    calendar = found_calendar(request, calendar_id)
    require(may_manage_calendars(request.actor))
    return calendar


def _shown(request: StaffRequest, calendar: Calendar, form: forms.Form, **words: Any) -> HttpResponse:
    back = reverse("console:calendar", args=[calendar.id])
    words = {"submit": _("Keep the changes"), "intro": effect(calendar), **words}
    return form_page(request, form, back=back, crumbs=crumbs(calendar), **words)


def _done(request: StaffRequest, calendar: Calendar, words: str, year: int | None = None) -> HttpResponse:
    messages.success(request, words)
    here = reverse("console:calendar", args=[calendar.id])
    return redirect(f"{here}?year={year}" if year else here)


@staff
def change(request: StaffRequest, calendar_id: UUID) -> HttpResponse:
    """Its name, zone and week."""
    calendar = _managed(request, calendar_id)

    def shows() -> dict[str, Any]:
        held = Calendar.objects.get(pk=calendar.pk)
        days = {f"day_{place}": hours_typed(intervals) for place, intervals in enumerate(held.week)}
        return {"name": held.name, "zone": held.zone, "week": held.week, **days}

    form = standing_form(CalendarForm, request, shows())
    if accepted(form, as_seen(change_calendar, shows, hold=calendar), request.actor, calendar, at=now()):
        return _done(request, calendar, _("The calendar is changed."))
    return _shown(request, calendar, form, title=_("Change %(name)s") % {"name": calendar.name})


@staff
def holidays(request: StaffRequest, calendar_id: UUID) -> HttpResponse:
    """Take a country's official days of a year over; beyond what is published, it is said."""
    calendar = _managed(request, calendar_id)
    initial = {"country": calendar.country, "year": request.GET.get("year") or timezone.localdate(now()).year}
    form = HolidaysForm(request.POST or None, initial=initial)
    added = accepted(form, _take_over, request.actor, calendar)
    if added is not None:
        year, country = form.cleaned_data["year"], form.cleaned_data["country"]
        if beyond := beyond_known(country, year):
            messages.warning(request, beyond)
        said = _("%(count)d official days of %(country)s in %(year)d stand in the calendar now.")
        return _done(request, calendar, said % {"count": added, "country": country_name(country), "year": year}, year)
    words = {"title": _("Official holidays"), "submit": _("Take them over"), "icon": "download"}
    return _shown(request, calendar, form, **words)


def _take_over(actor: Actor, calendar: Calendar, *, country: str, year: int) -> int:
    return set_official_holidays(actor, calendar, country=country, years=[year], at=now())


@staff
def one_day(request: StaffRequest, calendar_id: UUID, on: str) -> HttpResponse:
    """What one day is."""
    calendar = _managed(request, calendar_id)
    day = _day(on)

    def shows() -> dict[str, Any]:
        return _as_it_is(Calendar.objects.get(pk=calendar.pk), day)

    form = standing_form(DayForm, request, shows())
    if accepted(form, as_seen(set_days, shows, hold=calendar), request.actor, calendar, days=[day]):
        return _done(request, calendar, _("%(day)s is kept.") % {"day": date_format(day)}, day.year)
    return _shown(request, calendar, form, title=date_format(day, "l, j F Y"), submit=_("Keep"))


@staff
def some_days(request: StaffRequest, calendar_id: UUID) -> HttpResponse:
    """What some days in a row are, such as a holiday of the company."""
    calendar = _managed(request, calendar_id)
    form = DaysForm(request.POST or None, initial={"what": "closed"})
    if accepted(form, set_days, request.actor, calendar):
        days = form.cleaned_data["days"]
        return _done(request, calendar, _("%(count)d days are kept.") % {"count": len(days)}, days[0].year)
    return _shown(request, calendar, form, title=_("Set days"), submit=_("Keep"))


@transaction.atomic
def set_days(
    actor: Actor, calendar: Calendar, *, days: Iterable[date], what: str, intervals: list[list[int]], name: str
) -> bool:
    """All of these days, or none."""
    for day in days:
        if what != "usual":
            spans = intervals if what == "hours" else []
            set_special_day(actor, calendar, on=day, intervals=spans, name=name, at=now())
        elif calendar.exceptions.filter(date=day).exists():
            remove_special_day(actor, calendar, on=day, at=now())
    return True


def _as_it_is(calendar: Calendar, day: date) -> dict[str, Any]:
    known = calendar.exceptions.filter(date=day).first()
    if known is None:
        return {"what": "usual", "intervals": hours_typed(calendar.week[day.weekday()])}
    what = "hours" if known.intervals else "closed"
    return {"what": what, "intervals": hours_typed(known.intervals), "name": known.name}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotFound() from None
