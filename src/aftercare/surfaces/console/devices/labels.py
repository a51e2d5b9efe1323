"""Sheets of QR labels to print: A4 drawings with a label for each device of a list, or of one device."""

from collections.abc import Iterable
from itertools import islice
from uuid import UUID
from xml.sax.saxutils import escape

import segno
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.policies import VIEW
from aftercare.domains.devices.qr import token_of
from aftercare.kit.clock import now
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.devices.listing import asked_devices
from aftercare.surfaces.console.devices.views import found_device
from aftercare.surfaces.console.staff import StaffRequest, staff

# Millimetres on A4: three labels in a row, eight rows, as sheets of 70 × 36 mm labels are cut.
ACROSS, DOWN, WIDE, HIGH, TOP = 3, 8, 70, 36, 4.5
CODE = 28
MOST = ACROSS * DOWN
LONGEST = 22  # characters of a line beside the code


@staff
def label_sheet(request: StaffRequest) -> HttpResponse:
    """The first sheet of the devices that the list shows."""
    require(may(request.actor, VIEW))
    rows = asked_devices(request, day_of(now())).select_related("product").order_by("-pk")
    return _sheet(rows[:MOST], "labels.svg")


@staff
def device_label(request: StaffRequest, device_id: UUID) -> HttpResponse:
    """One label, in the first place of a sheet."""
    device = found_device(request, device_id)
    return _sheet([device], f"label-{device.number}.svg")


def _sheet(devices: Iterable[Device], name: str) -> HttpResponse:
    labels = "".join(_label(device, place) for place, device in enumerate(islice(devices, MOST)))
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 210 297" '
        f'font-family="sans-serif">{labels}</svg>'
    )
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(drawn, content_type="image/svg+xml", headers=headers)


def _label(device: Device, place: int) -> str:
    """A code with the product, the serial number and our own number beside it."""
    x, y = place % ACROSS * WIDE, TOP + place // ACROSS * HIGH
    link = settings.BASE_URL + reverse("portal:label", args=[token_of(device.qr_key)])
    code = segno.make(link, error="m", micro=False)
    side = code.symbol_size(border=2)[0]
    drawn = code.svg_inline(border=2, omitsize=True)
    lines = (device.product.name, device.product.number, device.serial, device.number)
    words = "".join(
        f'<text x="{CODE + 6}" y="{10 + 6 * n}" font-size="3.2">{escape(line[:LONGEST])}</text>'
        for n, line in enumerate(filter(None, lines))
    )
    scale = f"{CODE / side:.5f}"
    return f'<g transform="translate({x} {y})"><g transform="translate(4 4) scale({scale})">{drawn}</g>{words}</g>'
