"""Addresses of the rules by kind of request."""

from django.urls import path

from aftercare.surfaces.console.administration.rules import views

urlpatterns = [
    path("record-rules/", views.record_rules, name="record_rules"),
    path("record-rules/<str:code>/", views.record_rule, name="record_rule"),
    path("call-back-rules/", views.call_back_rules, name="call_back_rules"),
    path("call-back-rules/<str:code>/", views.call_back_rule, name="call_back_rule"),
    path("billing-rules/", views.billing_rules, name="billing_rules"),
    path("billing-rules/<str:code>/", views.billing_rule, name="billing_rule"),
]
