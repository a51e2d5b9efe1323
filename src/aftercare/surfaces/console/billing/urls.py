"""Addresses of quotations and charges."""

from django.urls import path

from aftercare.surfaces.console.billing import moves, papers, views, writing

urlpatterns = [
    path("", views.quotation_list, name="quotations"),
    path("charges/", views.charge_list, name="charges"),
    path("charges/<uuid:charge_id>/", views.charge_page, name="charge"),
    path("charges/<uuid:charge_id>/change/", writing.change_charged, name="charge_change"),
    path("charges/<uuid:charge_id>/<str:verb>/", moves.move_charge, name="charge_move"),
    path("<uuid:quotation_id>/", views.quotation_page, name="quotation"),
    path("<uuid:quotation_id>/change/", writing.change_one, name="quotation_change"),
    path("<uuid:quotation_id>/link/", papers.customer_link, name="quotation_link"),
    path("<uuid:quotation_id>/document/", papers.paper, name="quotation_paper"),
    path("<uuid:quotation_id>/<str:verb>/", moves.move, name="quotation_move"),
    path("of/<uuid:id>/propose/", writing.propose, name="request_quote"),
    path("of/<uuid:id>/waive/", moves.waive, name="request_waive"),
]
