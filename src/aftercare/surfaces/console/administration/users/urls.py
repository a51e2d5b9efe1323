"""Addresses of users."""

from django.urls import path

from aftercare.surfaces.console.administration import fields
from aftercare.surfaces.console.administration.users import changing, grants, inviting, tokens, views

ONE = "<uuid:user_id>/"
urlpatterns = [
    path("", views.user_list, name="users"),
    path("new/", changing.new_user, name="user_new"),
    path("names/", fields.people_names, name="people_names"),
    path(ONE, views.user_page, name="user"),
    path(f"{ONE}change/", changing.change, name="user_change"),
    path(f"{ONE}deactivate/", changing.deactivate, name="user_deactivate"),
    path(f"{ONE}reactivate/", changing.reactivate, name="user_reactivate"),
    path(f"{ONE}second-factor/", changing.reset_factor, name="user_factor_reset"),
    path(f"{ONE}invite/", inviting.invite, name="user_invite"),
    path(f"{ONE}link/", inviting.make_link, name="user_link"),
    path(f"{ONE}roles/give/", grants.give, name="grant_give"),
    path(f"{ONE}roles/<uuid:grant_id>/take/", grants.take, name="grant_take"),
    path(f"{ONE}tokens/<uuid:token_id>/revoke/", tokens.revoke, name="user_token_revoke"),
]
