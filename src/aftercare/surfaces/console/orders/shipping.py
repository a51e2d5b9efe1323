"""Send an order off, report where a parcel is, and that it arrived."""

from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.orders.actions import deliver_shipment, ship_order, track_shipment
from aftercare.domains.orders.drafts import Parcel
from aftercare.domains.orders.models import Order, OrderLine, Shipment
from aftercare.domains.orders.policies import may_move, visible_shipments
from aftercare.domains.orders.queries import lines_of, serials_of, without_serials
from aftercare.domains.orders.states import FLOW, OrderState
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import accepted, form_page
from aftercare.surfaces.console.devices.naming import shared_serials
from aftercare.surfaces.console.orders.forms import CarrierForm, DeliveryForm, ParcelForm, ReportForm
from aftercare.surfaces.console.orders.views import ACTIVE, order_in_sight
from aftercare.surfaces.console.orders.words import VERBS
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page

MOST_COMPARED = 2000  # numbers of one shipment


class Packed(NamedTuple):
    """A line that is not wholly shipped, and the form of its pieces."""

    line: OrderLine
    form: ParcelForm


@staff
def ship(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """What is left of each line with a place for its serial numbers, or the order after the shipment."""
    order = order_in_sight(request.actor, order_id)
    FLOW.check(order.state, "ship", OrderState.SHIPPED)
    require(may_move(request.actor, "ship", order))
    sent = request.POST if request.method == "POST" else None
    form, packed = CarrierForm(sent), _packed(order, sent)
    if form.is_valid() and all(one.form.is_valid() for one in packed):
        parcels = [Parcel(one.line, one.form.cleaned_data["quantity"] or 0, _pasted(one)) for one in packed]
        made = accepted(form, ship_order, request.actor, order, parcels=parcels, at=now())
        if made is not None:
            messages.success(request, str(VERBS["ship"].done))
            warn_of_shared(request, made)
            return redirect("console:order", order_id=order.id)
    context = {"order": order, "form": form, "packed": packed}
    status = 422 if form.is_bound else 200
    return staff_page(request, "console/orders/ship.html", context, active=ACTIVE, status=status)


def _packed(order: Order, sent: Any) -> list[Packed]:
    lines = [line for line in lines_of(order) if line.left]
    return [
        Packed(line, ParcelForm(sent, prefix=f"line-{line.position}", initial={"quantity": line.left}))
        for line in lines
    ]


def _pasted(one: Packed) -> str:
    """The numbers of the pieces; of a line that sends nothing none are read."""
    return str(one.form.cleaned_data["serials"]) if one.form.cleaned_data["quantity"] else ""


@staff
def track(request: StaffRequest, shipment_id: UUID) -> HttpResponse:
    """What the carrier reported, by hand."""
    shipment = shipment_in_sight(request, shipment_id, "ship")
    begun = {"happened_at": timezone.localtime(now())}
    form = ReportForm(request.POST if request.method == "POST" else None, initial=begun)
    if accepted(form, track_shipment, request.actor, shipment, at=now()) is not None:
        messages.success(request, _("The report is kept."))
        return redirect("console:order", order_id=shipment.order_id)
    return shipment_form(
        request, shipment, form, title=_("Report where it is"), submit=_("Keep the report"), icon="map-pin"
    )


@staff
def deliver(request: StaffRequest, shipment_id: UUID) -> HttpResponse:
    """The day it arrived; its units become devices of the customer."""
    shipment = shipment_in_sight(request, shipment_id, "deliver")
    FLOW.check(shipment.order.state, "deliver", OrderState.DELIVERED)
    form = DeliveryForm(request.POST if request.method == "POST" else None, initial={"on": day_of(now())})
    if accepted(form, deliver_shipment, request.actor, shipment, at=now()) is not None:
        if serials_of(shipment).exists():
            messages.success(request, _("The delivery is recorded; its units become devices of the customer."))
        else:
            messages.success(request, _("The delivery is recorded."))
        if without_serials(shipment):
            messages.warning(request, _("Pieces without a serial number became no devices: register them here."))
        return redirect("console:order", order_id=shipment.order_id)
    words = {"title": _("Record the delivery"), "submit": _("Record the delivery"), "icon": "package"}
    intro = _("Each unit becomes a device of the customer, and its warranty begins as its terms say.")
    return shipment_form(request, shipment, form, intro=intro, **words)


def warn_of_shared(request: StaffRequest, shipment: Shipment) -> None:
    """Say which numbers of its products are those of other products' devices."""
    rows = serials_of(shipment).exclude(product=None).values_list("product", "serial")[:MOST_COMPARED]
    if shared := shared_serials(rows):
        messages.warning(request, shared)


def shipment_form(request: StaffRequest, shipment: Shipment, form: Any, **words: Any) -> HttpResponse:
    """The page of a form about a shipment, below its order."""
    here = reverse("console:order", args=[shipment.order_id])
    crumbs = [(_("Orders"), reverse("console:orders")), (shipment.order.number, here)]
    return form_page(request, form, back=here, crumbs=crumbs, active=ACTIVE, **words)


def shipment_in_sight(request: StaffRequest, shipment_id: UUID, verb: str) -> Shipment:
    """The shipment of an address, for who may make a move of its order."""
    rows = visible_shipments(request.actor).select_related("order__customer")
    shipment = rows.filter(pk=shipment_id).first()
    if shipment is None:
        raise NotFound()
    require(may_move(request.actor, verb, shipment.order))
    return shipment
