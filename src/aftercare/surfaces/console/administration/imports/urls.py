"""Addresses of imports."""

from django.urls import path

from aftercare.surfaces.console.administration.imports import files, views

ONE = "<uuid:import_id>/"
urlpatterns = [
    path("", views.import_list, name="imports"),
    path("new/", views.new_import, name="import_new"),
    path("templates/<slug:noun>.<slug:format>", files.template, name="import_template"),
    path(ONE, views.import_page, name="import"),
    path(f"{ONE}columns/", views.confirm_columns, name="import_columns"),
    path(f"{ONE}refused.<slug:format>", files.refused, name="import_refused"),
    path(f"{ONE}<slug:verb>/", views.move, name="import_move"),
]
