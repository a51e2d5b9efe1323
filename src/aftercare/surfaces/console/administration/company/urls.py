"""The address of company data."""

from django.urls import path

from aftercare.surfaces.console.administration.company import views

urlpatterns = [path("", views.company_page, name="company")]
