"""The home page."""

from django.urls import path

from aftercare.surfaces.console.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("favicon.ico", views.favicon, name="favicon"),
]
