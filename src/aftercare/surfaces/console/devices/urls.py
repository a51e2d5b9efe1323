"""Addresses of the device pages."""

from django.urls import path

from aftercare.surfaces.console.devices import changing, composing, labels, listing, naming, promising, views

ONE = "<uuid:device_id>/"
urlpatterns = [
    path("", listing.device_list, name="devices"),
    path("labels/", labels.label_sheet, name="device_labels"),
    path("new/", changing.new_device, name="device_new"),
    path("names/owners/", naming.owner_names, name="owner_names"),
    path("names/products/", naming.product_names, name="product_names"),
    path("names/parts/", naming.part_names, name="part_names"),
    path("names/devices/", naming.device_names, name="device_names"),
    path(ONE, views.device_page, name="device"),
    path(f"{ONE}label/", labels.device_label, name="device_label"),
    path(f"{ONE}change/", changing.change, name="device_change"),
    path(f"{ONE}move/", changing.move, name="device_move"),
    path(f"{ONE}transfer/", changing.transfer, name="device_transfer"),
    path(f"{ONE}components/new/", composing.add, name="component_new"),
    path(f"{ONE}take_out/", composing.remove, name="component_out"),
    path(f"{ONE}warranties/<uuid:warranty_id>/void/", promising.void, name="warranty_void"),
    path(f"{ONE}warranties/<uuid:warranty_id>/restore/", promising.restore, name="warranty_restore"),
    path(f"{ONE}warranties/new/", promising.extend, name="warranty_extend"),
]
