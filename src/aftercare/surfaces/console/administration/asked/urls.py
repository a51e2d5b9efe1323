"""Addresses of requests for permission."""

from django.urls import path

from aftercare.surfaces.console.administration.asked import views

urlpatterns = [
    path("", views.asked_list, name="permission_requests"),
    path("<uuid:asked_id>/", views.asked_page, name="permission_request"),
]
