"""Addresses of the audit."""

from django.urls import path

from aftercare.surfaces.console.administration.audit import views

urlpatterns = [
    path("", views.audit, name="audit"),
    path("export/", views.export, name="audit_export"),
    path("integrity/<slug:kind>/<uuid:subject>/", views.integrity, name="audit_integrity"),
]
