"""A form about one device: asked for, and back to the device with what was done."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.devices.models import Device
from aftercare.surfaces.console.administration.frame import form_page
from aftercare.surfaces.console.staff import StaffRequest

HERE = "console:devices"


def sent(request: HttpRequest) -> Any:
    """What was sent; a form whose fields may all stay empty is sent all the same."""
    return request.POST if request.method == "POST" else None


def crumbs(device: Device | None = None) -> list[tuple[str, str]]:
    """The way from the list to the device."""
    here = [(_("Devices"), reverse(HERE))]
    return [*here, (_called(device), reverse("console:device", args=[device.id]))] if device else here


def done(request: StaffRequest, device: Device, said: str) -> HttpResponse:
    """Back to the device, and what was done is said."""
    messages.success(request, said % {"device": device.serial or device.number})
    return redirect("console:device", device_id=device.id)


def asked(
    request: StaffRequest, device: Device, form: forms.Form, title: str, submit: str, **more: Any
) -> HttpResponse:
    """The page with the form; `title` names the device."""
    words: dict[str, Any] = {"title": title % {"device": device.serial or device.number}, "submit": submit, **more}
    back = reverse("console:device", args=[device.id])
    return form_page(request, form, back=back, crumbs=crumbs(device), active=HERE, **words)


def _called(device: Device) -> str:
    return f"{device.product.name} {device.serial or device.number}"
