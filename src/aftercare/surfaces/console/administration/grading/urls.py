"""Addresses of the rules of grading."""

from django.urls import path

from aftercare.surfaces.console.administration.grading import views

urlpatterns = [path("", views.grading_page, name="grading")]
