"""Addresses of the call-back list."""

from django.urls import path

from aftercare.surfaces.console.callbacks import views

urlpatterns = [
    path("", views.call_backs, name="callbacks"),
    path("<uuid:id>/phone/", views.show_phone, name="callback_phone"),
]
