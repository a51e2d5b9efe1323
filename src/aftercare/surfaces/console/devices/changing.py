"""Register a device, change it, move it, hand it over."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.devices.actions import change_device, move_device, register_device, transfer_device
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.policies import may_change_device, may_register_device
from aftercare.kit.clock import now
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import accepted, as_seen, form_page, standing_form
from aftercare.surfaces.console.devices.asking import HERE, asked, crumbs, done, sent
from aftercare.surfaces.console.devices.forms import (
    DeviceForm,
    MoveForm,
    NewDeviceForm,
    TransferForm,
    as_it_stands,
)
from aftercare.surfaces.console.devices.naming import customer_asked
from aftercare.surfaces.console.devices.views import found_device
from aftercare.surfaces.console.staff import StaffRequest, staff


@staff
def new_device(request: StaffRequest) -> HttpResponse:
    """The form, or the device it puts on record."""
    require(may_register_device(request.actor))
    form = NewDeviceForm(request.POST or None, actor=request.actor, initial={"customer": customer_asked(request)})
    made = accepted(form, register_device, request.actor, at=now())
    if made is not None:
        messages.success(request, _("%(number)s is registered.") % {"number": made.number})
        return redirect("console:device", device_id=made.id)
    words = {"title": _("Register a device"), "submit": _("Register"), "icon": "plus"}
    return form_page(request, form, back=reverse(HERE), crumbs=crumbs(), active=HERE, draft="device", **words)


@staff
def change(request: StaffRequest, device_id: UUID) -> HttpResponse:
    """The record as it stands, or the change it makes."""
    device = _changeable(request, device_id)
    form = DeviceForm(request.POST or None, actor=request.actor, initial=as_it_stands(device))
    if accepted(form, change_device, request.actor, device, stands=as_it_stands(device), at=now()):
        return done(request, device, _("%(device)s is changed."))
    return asked(request, device, form, _("Change %(device)s"), _("Keep the changes"))


@staff
def move(request: StaffRequest, device_id: UUID) -> HttpResponse:
    """The places it may stand at, or the move."""
    device = _changeable(request, device_id)

    def shows() -> dict[str, Any]:
        return {"site": Device.objects.get(pk=device.pk).site_id}

    form = standing_form(MoveForm, request, shows(), device=device)
    if accepted(form, as_seen(move_device, shows, hold=device), request.actor, device, at=now()):
        return done(request, device, _("The place of %(device)s is kept."))
    return asked(request, device, form, _("Where %(device)s stands"), _("Keep the place"))


@staff
def transfer(request: StaffRequest, device_id: UUID) -> HttpResponse:
    """Who has it from a day on."""
    device = _changeable(request, device_id)
    form = TransferForm(sent(request), actor=request.actor)
    if accepted(form, transfer_device, request.actor, device, at=now()):
        return done(request, device, _("%(device)s has a new owner."))
    return asked(request, device, form, _("Hand %(device)s to another owner"), _("Hand over"))


def _changeable(request: StaffRequest, device_id: UUID) -> Device:
    device = found_device(request, device_id)
    require(may_change_device(request.actor, device))
    return device
