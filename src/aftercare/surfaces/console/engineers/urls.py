"""Addresses of the pages about engineers."""

from django.urls import path

from aftercare.surfaces.console.engineers import changing, parts, views

ONE = "<uuid:engineer_id>/"
urlpatterns = [
    path("", views.engineer_list, name="engineers"),
    path("new/", changing.new_engineer, name="engineer_new"),
    path(ONE, views.engineer, name="engineer"),
    path(f"{ONE}change/", changing.change, name="engineer_change"),
    path(f"{ONE}use/", changing.use, name="engineer_use"),
    path(f"{ONE}certificates/<uuid:certificate_id>/", parts.withdraw, name="certificate_withdraw"),
    path(f"{ONE}<slug:part>/add/", parts.add, name="engineer_add"),
    path(f"{ONE}<slug:part>/take/", parts.take, name="engineer_take"),
]
