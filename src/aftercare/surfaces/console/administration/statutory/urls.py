"""Addresses of the statutory rules."""

from django.urls import path

from aftercare.surfaces.console.administration.statutory import views

urlpatterns = [
    path("", views.rule_list, name="statutory_rules"),
    path("new/", views.new_rule, name="statutory_rule_new"),
    path("<uuid:rule_id>/", views.change_rule, name="statutory_rule"),
]
