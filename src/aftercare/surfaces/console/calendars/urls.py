"""Addresses of the calendars."""

from django.urls import path

from aftercare.surfaces.console.calendars import views

urlpatterns = [path("", views.calendar_list, name="calendars")]
