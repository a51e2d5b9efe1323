"""Register a device, change it, move it, hand it over, and void a warranty."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.contracts.actions import void_warranty
from aftercare.domains.contracts.policies import may_manage_contracts
from aftercare.domains.contracts.queries.warranties import warranties_of
from aftercare.domains.devices.actions import change_device, move_device, register_device, transfer_device
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.policies import may_change_device, may_register_device
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import accepted, form_page
from aftercare.surfaces.console.devices.forms import (
    DeviceForm,
    MoveForm,
    NewDeviceForm,
    TransferForm,
    VoidForm,
    as_it_stands,
)
from aftercare.surfaces.console.devices.naming import customer_asked
from aftercare.surfaces.console.devices.views import found_device
from aftercare.surfaces.console.staff import StaffRequest, staff

HERE = "console:devices"


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
    return form_page(request, form, back=reverse(HERE), crumbs=_crumbs(), active=HERE, draft="device", **words)


@staff
def change(request: StaffRequest, device_id: UUID) -> HttpResponse:
    """The record as it stands, or the change it makes."""
    device = _changeable(request, device_id)
    form = DeviceForm(request.POST or None, actor=request.actor, initial=as_it_stands(device))
    if accepted(form, change_device, request.actor, device, stands=as_it_stands(device), at=now()):
        return _done(request, device, _("%(device)s is changed."))
    return _asked(request, device, form, _("Change %(device)s"), _("Keep the changes"))


@staff
def move(request: StaffRequest, device_id: UUID) -> HttpResponse:
    """The places it may stand at, or the move."""
    device = _changeable(request, device_id)
    form = MoveForm(_sent(request), device=device, initial={"site": device.site_id})
    if accepted(form, move_device, request.actor, device, at=now()):
        return _done(request, device, _("The place of %(device)s is kept."))
    return _asked(request, device, form, _("Where %(device)s stands"), _("Keep the place"))


@staff
def transfer(request: StaffRequest, device_id: UUID) -> HttpResponse:
    """Who has it from a day on."""
    device = _changeable(request, device_id)
    form = TransferForm(_sent(request), actor=request.actor)
    if accepted(form, transfer_device, request.actor, device, at=now()):
        return _done(request, device, _("%(device)s has a new owner."))
    return _asked(request, device, form, _("Hand %(device)s to another owner"), _("Hand over"))


@staff
def void(request: StaffRequest, device_id: UUID, warranty_id: UUID) -> HttpResponse:
    """From when a warranty pays nothing, and why."""
    device = found_device(request, device_id)
    require(may_manage_contracts(request.actor))
    warranty = warranties_of(device).filter(pk=warranty_id).first()
    if warranty is None:
        raise NotFound()
    at = now()
    form = VoidForm(_sent(request), initial={"on": day_of(at)})
    if accepted(form, void_warranty, request.actor, warranty, at=at):
        return _done(request, device, _("The warranty of %(device)s is void."))
    title = _("Void the warranty of %(device)s")
    return _asked(request, device, form, title, _("Void the warranty"), kind="danger", icon="ban")


def _changeable(request: StaffRequest, device_id: UUID) -> Device:
    device = found_device(request, device_id)
    require(may_change_device(request.actor, device))
    return device


def _sent(request: HttpRequest) -> Any:
    """What was sent; a form whose fields may all stay empty is sent all the same."""
    return request.POST if request.method == "POST" else None


def _crumbs(device: Device | None = None) -> list[tuple[str, str]]:
    here = [(_("Devices"), reverse(HERE))]
    return [*here, (_called(device), reverse("console:device", args=[device.id]))] if device else here


def _called(device: Device) -> str:
    return f"{device.product.name} {device.serial or device.number}"


def _done(request: StaffRequest, device: Device, said: str) -> HttpResponse:
    messages.success(request, said % {"device": device.serial or device.number})
    return redirect("console:device", device_id=device.id)


def _asked(
    request: StaffRequest, device: Device, form: forms.Form, title: str, submit: str, **more: Any
) -> HttpResponse:
    words: dict[str, Any] = {"title": title % {"device": device.serial or device.number}, "submit": submit, **more}
    back = reverse("console:device", args=[device.id])
    return form_page(request, form, back=back, crumbs=_crumbs(device), active=HERE, **words)
