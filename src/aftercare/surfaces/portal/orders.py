"""An order behind its link: followed like a parcel, read on paper, and the way to service for what arrived."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from aftercare.domains.devices.models import Device
from aftercare.domains.devices.qr import token_of as label_of
from aftercare.domains.devices.queries import devices_from
from aftercare.domains.orders.models import Order, OrderLine, Shipment, TrackingEvent
from aftercare.domains.orders.pricing import written
from aftercare.domains.orders.queries import confirmed, lines_of, order_behind
from aftercare.domains.orders.queries.papers import delivery_note, order_on_paper
from aftercare.domains.orders.serials import partly
from aftercare.domains.orders.states import OrderState
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.surfaces.portal.limits import count_paper
from aftercare.surfaces.portal.order_steps import CHIPS, said_of, steps_of
from aftercare.surfaces.portal.signed_in import frame
from aftercare.ui.pages import page
from aftercare.ui.sending import paper_answer

MOST_PARCELS = 40
MOST_REPORTS = 200
MOST_LINES = 200


class Sold(NamedTuple):
    """A line as its customer reads it: what, how many, what of it is under way, and what it costs."""

    line: OrderLine
    total: str


class Parcel(NamedTuple):
    """A shipment with its pieces, the carrier's reports (the latest first), and its units that are on record."""

    shipment: Shipment
    pieces: Sequence[tuple[int, str]]
    reports: Sequence[TrackingEvent]
    units: Sequence[tuple[str, str, str]]


def opened(token: str) -> Order:
    """The order a link opens; one that opens nothing is answered like a page that is not there."""
    order = order_behind(token)
    if order is None:
        raise NotFound()
    return order


@never_cache
def order(request: HttpRequest, token: str) -> HttpResponse:
    """Where it is, what comes next, and what arrived; prices only once the house stands by them."""
    wanted = opened(token)
    parcels = _parcels(wanted)
    state = OrderState(wanted.state)
    code, label = CHIPS[state]
    latest = [one.reports[0] for one in parcels if one.reports and one.shipment.delivered_on is None]
    context = {
        "order": wanted,
        "token": token,
        "chip": code,
        "chip_label": label,
        "now_says": said_of(wanted, latest),
        "steps": steps_of(wanted, [one.shipment for one in parcels]),
        "parcels": parcels,
        "sold": _sold(wanted) if confirmed(wanted) else [],
        "total": written(wanted.money("total")),
        **frame(request),
    }
    return page(request, "portal/order.html", context)


def _sold(wanted: Order) -> list[Sold]:
    return [Sold(line, written(line.figures(wanted.currency).total)) for line in lines_of(wanted)[:MOST_LINES]]


def _parcels(wanted: Order) -> list[Parcel]:
    """The parcels, the first one first, in five statements for any number of them."""
    shipments = list(wanted.shipments.prefetch_related("lines__line__product", "lines__line__part").order_by("id"))
    shipments = shipments[:MOST_PARCELS]
    reports: Mapping[UUID, list[TrackingEvent]] = defaultdict(list)
    for one in TrackingEvent.objects.filter(shipment__in=shipments).order_by("-happened_at", "-id")[:MOST_REPORTS]:
        reports[one.shipment_id].append(one)
    units: Mapping[UUID, list[tuple[str, str, str]]] = defaultdict(list)
    for shipment_id, device in devices_from(shipments, wanted.customer_id):
        units[shipment_id].append(_unit(device))
    return [Parcel(one, _pieces(one), reports[one.pk], units[one.pk]) for one in shipments]


def _unit(device: Device) -> tuple[str, str, str]:
    """A unit by its product and the end of its number, and where its page is."""
    return device.product.name, partly(device.serial), reverse("portal:label", args=[label_of(device.qr_key)])


def _pieces(shipment: Shipment) -> list[tuple[int, str]]:
    rows = sorted(shipment.lines.all(), key=lambda row: row.line.position)
    return [(row.quantity, str(row.line.thing)) for row in rows]


@never_cache
def paper(request: HttpRequest, token: str) -> HttpResponse:
    """The order as PDF, once it is confirmed."""
    wanted = opened(token)
    if not confirmed(wanted):
        raise NotFound()
    count_paper(wanted)
    made = order_on_paper(wanted, language=get_language() or "", at=now())
    return paper_answer(made, f"{wanted.number}.pdf")


@never_cache
def note(request: HttpRequest, token: str, shipment_id: UUID) -> HttpResponse:
    """The delivery note of one of its parcels; the numbers of its units only by their ends."""
    wanted = opened(token)
    shipment = wanted.shipments.select_related("order__customer", "order__contact", "order__site")
    found = shipment.filter(pk=shipment_id).first()
    if found is None:
        raise NotFound()
    count_paper(wanted)
    made = delivery_note(found, language=get_language() or "", at=now(), whole=False)
    return paper_answer(made, f"{found.number}.pdf")
