"""Addresses of the palette."""

from django.urls import path

from aftercare.surfaces.console.palette import views

urlpatterns = [
    path("", views.palette, name="palette"),
    path("find/", views.palette_find, name="palette_find"),
]
