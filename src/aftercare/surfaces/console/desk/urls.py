"""Addresses of the manager's desk."""

from django.urls import path

from aftercare.surfaces.console.desk import load, views, ways

urlpatterns = [
    path("", views.desk, name="desk"),
    path("load/", load.load, name="desk_load"),
    path("<uuid:id>/ways/", ways.ways_out, name="desk_ways"),
]
