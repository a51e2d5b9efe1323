"""Addresses of the locked pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
