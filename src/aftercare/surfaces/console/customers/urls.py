"""Addresses of the customer pages."""

from django.urls import path

from aftercare.surfaces.console.customers import grades, likely, lists, offers, places, records, talk, views

ONE = "<uuid:customer_id>/"
urlpatterns = [
    path("", lists.customer_list, name="customers"),
    path("filters/", lists.choose_filters, name="customer_filters"),
    path("new/", records.new_customer, name="customer_new"),
    path(ONE, views.customer_page, name="customer"),
    path(f"{ONE}change/", records.change, name="customer_change"),
    path(f"{ONE}say/", talk.say, name="customer_say"),
    path(f"{ONE}contacts/new/", places.new_contact, name="contact_new"),
    path(f"{ONE}contacts/<uuid:contact_id>/", places.edit_contact, name="contact"),
    path(f"{ONE}contacts/<uuid:contact_id>/phone/", views.show_number, name="contact_phone"),
    path(f"{ONE}contacts/<uuid:contact_id>/offers/", offers.consent, name="contact_consent"),
    path(f"{ONE}suggestions/", offers.suggestions, name="customer_suggestions"),
    path(f"{ONE}suggestions/<uuid:suggestion_id>/", offers.approach, name="customer_approach"),
    path(f"{ONE}sites/new/", places.new_site, name="site_new"),
    path(f"{ONE}sites/<uuid:site_id>/", places.edit_site, name="site"),
    path(f"{ONE}likely/", likely.likely, name="customer_likely"),
    path(f"{ONE}merge/<uuid:second_id>/", likely.merge, name="customer_merge"),
    path(f"{ONE}split/", likely.split, name="customer_split"),
    path(f"{ONE}grade/", grades.override, name="customer_grade"),
    path(f"{ONE}grade/why/", grades.why, name="customer_grade_why"),
    path(f"{ONE}grade/end/", grades.end, name="customer_grade_end"),
]
