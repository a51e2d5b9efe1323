"""Addresses of roles."""

from django.urls import path

from aftercare.surfaces.console.administration.roles import changing, second_factor, views

ONE = "<uuid:role_id>/"
urlpatterns = [
    path("", views.matrix, name="roles"),
    path("new/", changing.new_role, name="role_new"),
    path(ONE, views.role_page, name="role"),
    path(f"{ONE}copy/", changing.copy_role, name="role_copy"),
    path(f"{ONE}change/", changing.change, name="role_change"),
    path(f"{ONE}second-factor/", second_factor.demand, name="role_second_factor"),
    path(f"{ONE}remove/", changing.remove, name="role_remove"),
]
