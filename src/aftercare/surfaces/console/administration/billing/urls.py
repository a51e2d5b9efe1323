"""Addresses of rates and of what holds for quotations."""

from django.urls import path

from aftercare.surfaces.console.administration.billing import views

urlpatterns = [
    path("", views.service_rates, name="service_rates"),
    path("new/", views.new_rate, name="service_rate_new"),
    path("settings/", views.settings, name="billing_settings"),
    path("<uuid:rate_id>/end/", views.drop_rate, name="service_rate_end"),
]
