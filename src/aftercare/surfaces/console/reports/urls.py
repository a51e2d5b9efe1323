"""Addresses of reports."""

from django.urls import path

from aftercare.surfaces.console.reports import views

urlpatterns = [
    path("", views.reports, name="reports"),
    path("export.csv", views.export, name="report_export"),
]
