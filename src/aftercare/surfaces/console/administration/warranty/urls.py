"""Addresses of the warranty terms."""

from django.urls import path

from aftercare.surfaces.console.administration.warranty import views

urlpatterns = [
    path("", views.term_list, name="warranty_terms"),
    path("new/", views.new_term, name="warranty_term_new"),
    path("<uuid:term_id>/withdraw/", views.withdraw, name="warranty_term_withdraw"),
]
