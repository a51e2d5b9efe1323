"""Addresses of the dispatch weights."""

from django.urls import path

from aftercare.surfaces.console.administration.weights import views

urlpatterns = [
    path("", views.weights_page, name="weights"),
    path("<uuid:weight_set_id>/", views.weight_set_page, name="weight_set"),
]
