"""Addresses of the request pages."""

from django.urls import path

from aftercare.surfaces.console.requests import (
    bulk,
    change,
    entry,
    export,
    filter_form,
    known,
    link,
    moves,
    queue,
    records,
    saved,
    talk,
    views,
)

urlpatterns = [
    path("", queue.request_list, name="requests"),
    path("filters/", filter_form.choose_filters, name="request_filters"),
    path("views/new/", saved.new_view, name="request_view_new"),
    path("views/<uuid:id>/", saved.edit_view, name="request_view"),
    path("views/<uuid:id>/delete/", saved.drop_view, name="request_view_delete"),
    path("bulk/", bulk.move_many, name="request_bulk"),
    path("export/<slug:format>/", export.export, name="request_export"),
    path("new/", entry.new_request, name="request_new"),
    path("known/", known.known_customer, name="request_known"),
    path("new/<uuid:customer_id>/", entry.new_request_for, name="request_new_for"),
    path("<uuid:id>/", views.request_detail, name="request"),
    path("<uuid:id>/notes/", talk.add_note, name="request_note"),
    path("<uuid:id>/contacts/", talk.add_contact, name="request_contact"),
    path("<uuid:id>/phone/", talk.show_phone, name="request_phone"),
    path("<uuid:id>/change/", change.change, name="request_change"),
    path("<uuid:id>/link/", link.customer_link, name="request_link"),
    path("<uuid:id>/link/renew/", link.renew_customer_link, name="request_link_renew"),
    path("<uuid:id>/candidates/", views.request_candidates, name="request_candidates"),
    path("<uuid:id>/why/<str:kind>/", views.why_due, name="request_why"),
    path("<uuid:id>/pictures/<uuid:file_id>/", records.request_picture, name="request_picture"),
    path("<uuid:id>/<slug:verb>/", moves.make_move, name="request_move"),
]
