"""The addresses of the engineers' pages."""

from django.urls import path

from aftercare.surfaces.field import record, views

app_name = "field"
urlpatterns = [
    path("", views.day, name="day"),
    path("parts/", record.find_parts, name="parts"),
    path("<uuid:id>/", views.job, name="job"),
    path("<uuid:id>/phone/", views.phone, name="phone"),
    path("<uuid:id>/handle/", record.write_record, name="record"),
    path("<uuid:id>/fail/", record.write_failure, name="fail"),
    path("<uuid:id>/records/<uuid:record>/", record.rewrite_record, name="rewrite"),
    path("<uuid:id>/<slug:step>/", views.report, name="report"),
]
