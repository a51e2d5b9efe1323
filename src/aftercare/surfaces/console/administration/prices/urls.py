"""Addresses of price lists, taxes and approval limits."""

from django.urls import path

from aftercare.surfaces.console.administration.prices import lists, rates

urlpatterns = [
    path("", lists.price_lists, name="price_lists"),
    path("new/", lists.new_list, name="price_list_new"),
    path("taxes/", rates.tax_rates, name="tax_rates"),
    path("taxes/new/", rates.new_rate, name="tax_rate_new"),
    path("taxes/<uuid:rate_id>/", rates.change_rate, name="tax_rate_change"),
    path("limits/", rates.limits, name="approval_limits"),
    path("limits/new/", rates.new_limit, name="approval_limit_new"),
    path("limits/<uuid:limit_id>/", rates.change_limit, name="approval_limit_change"),
    path("<uuid:list_id>/", lists.price_list, name="price_list"),
    path("<uuid:list_id>/change/", lists.change_list, name="price_list_change"),
    path("<uuid:list_id>/paste/", lists.paste, name="price_list_paste"),
]
