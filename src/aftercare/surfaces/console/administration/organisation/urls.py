"""Addresses of the organisation tree and of teams."""

from django.urls import path

from aftercare.surfaces.console.administration import fields
from aftercare.surfaces.console.administration.organisation import teams, views

UNIT, TEAM = "<uuid:unit_id>/", "teams/<uuid:team_id>/"
urlpatterns = [
    path("", views.tree, name="organisation"),
    path("names/", fields.unit_names, name="unit_names"),
    path("new/", views.new_unit, name="unit_new"),
    path(f"{UNIT}change/", views.change, name="unit_change"),
    path(f"{UNIT}move/", views.move, name="unit_move"),
    path(f"{UNIT}use/", views.use, name="unit_use"),
    path("teams/", teams.team_list, name="teams"),
    path("teams/new/", teams.new_team, name="team_new"),
    path(TEAM, teams.team_page, name="team"),
    path(f"{TEAM}change/", teams.change, name="team_change"),
    path(f"{TEAM}members/", teams.members, name="team_members"),
]
