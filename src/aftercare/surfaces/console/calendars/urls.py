"""Addresses of the calendars."""

from django.urls import path

from aftercare.surfaces.console.calendars import changing, views, year_page

ONE = "<uuid:calendar_id>/"
urlpatterns = [
    path("", views.calendar_list, name="calendars"),
    path("new/", changing.new_calendar, name="calendar_new"),
    path(ONE, year_page.calendar_page, name="calendar"),
    path(f"{ONE}change/", changing.change, name="calendar_change"),
    path(f"{ONE}holidays/", changing.holidays, name="calendar_holidays"),
    path(f"{ONE}days/", changing.some_days, name="calendar_days"),
    path(f"{ONE}days/<str:on>/", changing.one_day, name="calendar_day"),
]
