"""Signing in and out and one's own settings; every other address of the sign-in library is closed."""

from django.urls import path, re_path

from aftercare.surfaces.console.account import views

urlpatterns = [
    path("login/", views.sign_in, name="sign_in"),
    path("logout/", views.sign_out, name="sign_out"),
    path("settings/", views.profile, name="profile"),
    path("settings/password/", views.password_page, name="change_password"),
    re_path(r"^.*$", views.closed),
]
