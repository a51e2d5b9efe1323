"""The addresses of the engineers' pages."""

from django.urls import path

from aftercare.surfaces.field import views

app_name = "field"
urlpatterns = [
    path("", views.day, name="day"),
    path("<uuid:id>/", views.job, name="job"),
    path("<uuid:id>/phone/", views.phone, name="phone"),
    path("<uuid:id>/<slug:step>/", views.report, name="report"),
]
