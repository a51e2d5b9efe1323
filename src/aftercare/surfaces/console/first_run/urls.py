"""The first-run page."""

from django.urls import path

from aftercare.surfaces.console.first_run import views

urlpatterns = [path("", views.first_run, name="first_run")]
