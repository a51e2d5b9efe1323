"""Addresses of reports."""

from django.urls import path

from aftercare.surfaces.console.reports import sales, views

urlpatterns = [
    path("", views.reports, name="reports"),
    path("export.csv", views.export, name="report_export"),
    path("sales/", sales.sales, name="sales"),
    path("sales/export.csv", sales.export, name="sales_export"),
]
