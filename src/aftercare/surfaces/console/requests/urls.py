"""Addresses of the request pages."""

from django.urls import path

from aftercare.surfaces.console.requests import (
    around,
    attachments,
    change,
    entry,
    here,
    known,
    link,
    moves,
    records,
    relate,
    talk,
    views,
)

urlpatterns = [
    path("", views.request_list, name="requests"),
    path("new/", entry.new_request, name="request_new"),
    path("known/", known.known_customer, name="request_known"),
    path("new/<uuid:customer_id>/", entry.new_request_for, name="request_new_for"),
    path("<uuid:id>/", views.request_detail, name="request"),
    path("colleagues/", talk.find_colleagues, name="request_colleagues"),
    path("<uuid:id>/say/", talk.say, name="request_say"),
    path("<uuid:id>/here/", here.here, name="request_here"),
    path("<uuid:id>/around/", around.request_around, name="request_around"),
    path("<uuid:id>/watch/", relate.watch, name="request_watch"),
    path("<uuid:id>/tie/", relate.tie, name="request_tie"),
    path("<uuid:id>/split/", relate.split, name="request_split"),
    path("<uuid:id>/untie/<uuid:other_id>/", relate.untie, name="request_untie"),
    path("<uuid:id>/files/<uuid:file_id>/", attachments.request_file, name="request_file"),
    path("<uuid:id>/phone/", talk.show_phone, name="request_phone"),
    path("<uuid:id>/change/", change.change, name="request_change"),
    path("<uuid:id>/link/", link.customer_link, name="request_link"),
    path("<uuid:id>/link/renew/", link.renew_customer_link, name="request_link_renew"),
    path("<uuid:id>/candidates/", views.request_candidates, name="request_candidates"),
    path("<uuid:id>/why/<str:kind>/", views.why_due, name="request_why"),
    path("<uuid:id>/pictures/<uuid:file_id>/", records.request_picture, name="request_picture"),
    path("<uuid:id>/<slug:verb>/", moves.make_move, name="request_move"),
]
