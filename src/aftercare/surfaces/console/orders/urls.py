"""Addresses of the orders."""

from django.urls import path

from aftercare.surfaces.console.orders import fields, moves, papers, serials, shipping, views, writing

urlpatterns = [
    path("", views.order_list, name="orders"),
    path("new/", writing.new_order, name="order_new"),
    path("customers/", fields.customer_names, name="order_customers"),
    path("things/", fields.thing_names, name="order_things"),
    path("<uuid:order_id>/", views.order_page, name="order"),
    path("<uuid:order_id>/change/", writing.change, name="order_change"),
    path("<uuid:order_id>/ship/", shipping.ship, name="order_ship"),
    path("<uuid:order_id>/link/", papers.customer_link, name="order_link"),
    path("<uuid:order_id>/link/renew/", papers.renew_customer_link, name="order_link_renew"),
    path("<uuid:order_id>/document/", papers.paper, name="order_paper"),
    path("<uuid:order_id>/<str:verb>/", moves.move, name="order_move"),
    path("shipments/<uuid:shipment_id>/document/", papers.note, name="shipment_note"),
    path("shipments/<uuid:shipment_id>/track/", shipping.track, name="shipment_track"),
    path("shipments/<uuid:shipment_id>/deliver/", shipping.deliver, name="shipment_deliver"),
    path("shipments/<uuid:shipment_id>/serials/", serials.serials, name="shipment_serials"),
]
