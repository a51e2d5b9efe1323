"""Addresses of what one was told and how one is told."""

from django.urls import path

from aftercare.surfaces.console.notifications import views

urlpatterns = [
    path("", views.notifications, name="notifications"),
    path("latest/", views.latest, name="notifications_latest"),
    path("bell/", views.bell_mark, name="bell"),
    path("read/", views.read_all, name="notifications_read"),
    path("settings/", views.choices, name="notification_settings"),
    path("<uuid:id>/", views.open_notification, name="notification"),
    path("<uuid:id>/read/", views.mark_read, name="notification_read"),
]
