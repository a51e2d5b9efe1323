"""Addresses of the suggestion pages."""

from django.urls import path

from aftercare.surfaces.console.suggestions import approaches, keeping, lists

ONE = "<uuid:suggestion_id>/"
urlpatterns = [
    path("", lists.suggestion_list, name="suggestions"),
    path("new/", keeping.new_suggestion, name="suggestion_new"),
    path("asked/", approaches.approach_list, name="approaches"),
    path("asked/<uuid:approach_id>/", approaches.approach_page, name="approach"),
    path("asked/<uuid:approach_id>/hand-over/", approaches.hand_over, name="approach_hand_over"),
    path(ONE, lists.suggestion_page, name="suggestion"),
    path(f"{ONE}change/", keeping.change, name="suggestion_change"),
    path(f"{ONE}take/", lists.take, name="suggestion_take"),
]
