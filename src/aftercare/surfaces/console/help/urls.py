"""The help pages."""

from django.urls import path

from aftercare.surfaces.console.help import views

urlpatterns = [
    path("", views.page_of_help, name="help"),
    path("<slug:area>/", views.page_of_help, name="help_area"),
]
