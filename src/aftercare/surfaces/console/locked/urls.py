"""Addresses of the manager's locked list."""

from django.urls import path

from aftercare.surfaces.console.locked import views

urlpatterns = [path("", views.locked_list, name="locked")]
