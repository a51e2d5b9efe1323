"""Give pieces that left the house their serial numbers, so that they become devices."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from aftercare.domains.orders.actions import add_serials
from aftercare.domains.orders.drafts import GivenSerials
from aftercare.domains.orders.models import Shipment, ShipmentLine
from aftercare.domains.orders.queries import without_serials
from aftercare.kit.clock import now
from aftercare.surfaces.console.administration.frame import accepted
from aftercare.surfaces.console.orders.forms import SerialsForm
from aftercare.surfaces.console.orders.shipping import shipment_form, shipment_in_sight, warn_of_shared
from aftercare.surfaces.console.staff import StaffRequest, staff


@staff
def serials(request: StaffRequest, shipment_id: UUID) -> HttpResponse:
    """A place for the numbers of each line's pieces that have none, or the order with its devices."""
    shipment = shipment_in_sight(request, shipment_id, "ship")
    rows = without_serials(shipment)
    if not rows:
        messages.info(request, _("Every piece of this shipment has its serial number."))
        return redirect("console:order", order_id=shipment.order_id)
    form = SerialsForm(request.POST if request.method == "POST" else None, rows=rows)
    if accepted(form, _added, request, shipment, rows) is not None:
        messages.success(request, _done(shipment))
        warn_of_shared(request, shipment)
        return redirect("console:order", order_id=shipment.order_id)
    return shipment_form(request, shipment, form, intro=_intro(shipment), **_words())


def _added(
    request: StaffRequest, shipment: Shipment, rows: Sequence[tuple[ShipmentLine, int]], **given: str
) -> Shipment:
    numbers = [GivenSerials(row, given[SerialsForm.name_of(row)]) for row, _count in rows]
    return add_serials(request.actor, shipment, given=[one for one in numbers if one.serials.strip()], at=now())


def _intro(shipment: Shipment) -> str:
    if shipment.delivered_on is None:
        return _("Give the serial numbers that were not known when it left; with its delivery they become devices.")
    return _("Each piece becomes a device of the customer by its serial number, sold and handed over on its days.")


def _done(shipment: Shipment) -> str:
    if shipment.delivered_on is None:
        return _("The serial numbers are kept; with the delivery they become devices of the customer.")
    return _("The serial numbers are kept; their pieces become devices of the customer.")


def _words() -> dict[str, Any]:
    return {"title": _("Register devices"), "submit": _("Register devices"), "icon": "qrcode"}
