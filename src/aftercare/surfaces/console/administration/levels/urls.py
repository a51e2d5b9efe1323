"""Addresses of service levels."""

from django.urls import path

from aftercare.surfaces.console.administration.levels import views

ONE = "<uuid:level_id>/"
urlpatterns = [
    path("", views.level_list, name="levels"),
    path("new/", views.new_level, name="level_new"),
    path(ONE, views.level_page, name="level"),
    path(f"{ONE}change/", views.change, name="level_change"),
    path(f"{ONE}grades/", views.grades, name="level_grades"),
    path(f"{ONE}targets/", views.targets, name="level_targets"),
]
