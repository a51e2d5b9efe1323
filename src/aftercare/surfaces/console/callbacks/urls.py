"""Addresses of the call-back list."""

from django.urls import path

from aftercare.surfaces.console.callbacks import calling, views

urlpatterns = [
    path("", views.call_backs, name="callbacks"),
    path("next/", calling.call_next, name="callback_next"),
    path("<uuid:id>/", calling.call, name="callback"),
    path("<uuid:id>/dial/", calling.dial, name="callback_dial"),
    path("<uuid:id>/phone/", views.show_phone, name="callback_phone"),
]
