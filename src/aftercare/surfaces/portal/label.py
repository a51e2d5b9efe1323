"""The page behind a device's QR label: what a stranger may see of it, and the way to report a problem."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from aftercare.domains.customers.queries import standing
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.queries import by_label, devices_of
from aftercare.domains.orders.serials import partly
from aftercare.surfaces.portal.signed_in import frame, signed_in
from aftercare.ui.pages import page

PAGE = "portal/label.html"
SCANNED = "label"  # what the address of the form carries along


def label(request: HttpRequest, token: str) -> HttpResponse:
    """Product and the end of the serial number; neither whose it is nor where it stands. Its owner sees all of it."""
    device = by_label(token)
    if device is None:
        raise Http404
    contact = signed_in(request)
    if contact and devices_of(standing(contact.customer)).filter(pk=device.pk).exists():
        return redirect("portal:device", id=device.pk)
    ask = f"{reverse('portal:submit')}?{urlencode({SCANNED: token})}"
    return page(
        request, PAGE, {"device": device, "serial": partly(device.serial), "ask": ask, "token": token, **frame(request)}
    )


def scanned(request: HttpRequest) -> Device | None:
    """The device whose label led to the form, if one did."""
    token = request.GET.get(SCANNED, "")
    return by_label(token) if token else None


def told(device: Device | None) -> str:
    """How the scanned device is called to whoever stands before it."""
    return f"{device.product.name} {partly(device.serial)}".strip() if device else ""
