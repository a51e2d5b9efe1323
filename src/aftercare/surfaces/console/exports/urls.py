"""Addresses of lists as files."""

from django.urls import path

from aftercare.surfaces.console.exports import views

urlpatterns = [path("<slug:noun>.<slug:format>", views.export, name="export")]
