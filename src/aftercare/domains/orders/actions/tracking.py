"""Where parcels are, by hand or by the carrier: reports that come late, unordered or twice tell the same story."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.orders.actions.recording import hold
from aftercare.domains.orders.actions.shipping import deliver_shipment
from aftercare.domains.orders.carriers import Report
from aftercare.domains.orders.errors import ReportTooEarly
from aftercare.domains.orders.events import ShipmentTracked
from aftercare.domains.orders.models import Shipment, TrackingCode, TrackingEvent
from aftercare.domains.orders.policies import may_move
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require


@transaction.atomic
def track_shipment(
    actor: Actor,
    shipment: Shipment,
    *,
    code: str,
    happened_at: datetime,
    at: datetime,
    place: str = "",
    note: str = "",
) -> TrackingEvent:
    """Write down where the carrier says it is; the same report twice is written once, and one of delivery delivers."""
    require(may_move(actor, "ship", shipment.order))
    if happened_at > at:
        raise ReportTooEarly(when=happened_at, errors={"happened_at": ReportTooEarly.sentence})
    report = Report(TrackingCode(code), happened_at, place.strip(), note.strip())
    held = _hold(shipment)
    event, _new = _written(actor, held, report, at=at)
    _arrived(actor, held, at=at)
    return event


@transaction.atomic
def follow_shipment(actor: Actor, shipment: Shipment, *, reports: Sequence[Report], at: datetime) -> int:
    """Take over what the carrier reports, whatever of it is known already; returns how many reports are new.

    A report of an instant still to come, by a clock that is fast, is left for the next time.
    """
    require(may_move(actor, "ship", shipment.order))
    held = _hold(shipment)
    come = sorted((one for one in reports if one.happened_at <= at), key=lambda one: one.happened_at)
    new = sum(_written(actor, held, one, at=at)[1] for one in come)
    _arrived(actor, held, at=at)
    Shipment.objects.filter(pk=held.pk).update(asked_at=at)
    return new


def _hold(shipment: Shipment) -> Shipment:
    """The shipment as it stands; first its order is locked, as by every move of it."""
    hold(shipment.order)
    return lock(Shipment.objects.select_related("order"), shipment.pk)


def _written(actor: Actor, shipment: Shipment, report: Report, *, at: datetime) -> tuple[TrackingEvent, bool]:
    """The report on record, and whether it was not there before."""
    event, new = TrackingEvent.objects.get_or_create(
        shipment=shipment,
        code=report.code,
        happened_at=report.happened_at,
        defaults={"place": report.place, "note": report.note},
    )
    if new:
        tracked = ShipmentTracked(shipment_id=shipment.id, order_id=shipment.order_id, code=report.code)
        publish(actor, tracked, at=at, context_id=shipment.order_id)
    return event, new


def _arrived(actor: Actor, shipment: Shipment, *, at: datetime) -> None:
    """Deliver what the carrier handed over, on the day of its first report of that; the second changes nothing."""
    if shipment.delivered_on is not None:
        return
    first = shipment.tracking.filter(code=TrackingCode.DELIVERED).order_by("happened_at").first()
    if first is not None:
        # A parcel may be written down after the carrier took it; it arrives here on the day it left at the earliest.
        day = max(day_of(first.happened_at), day_of(shipment.shipped_at))
        deliver_shipment(actor, shipment, on=day, at=at)
