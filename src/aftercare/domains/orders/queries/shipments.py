"""What left the house: the shipments of an order, the numbers in them, and the parcels to ask after."""

from datetime import datetime, timedelta

from django.db.models import F, Prefetch, Q, QuerySet

from aftercare.domains.orders.models import Order, Shipment, ShipmentLine, ShippedSerial, TrackingEvent

ASKED_EVERY = timedelta(minutes=30)
FOLLOWED_FOR = timedelta(days=60)


def shipments_of(order: Order) -> QuerySet[Shipment]:
    """What left the house for an order, first one first, with its pieces and the carrier's reports, latest first."""
    reports = Prefetch("tracking", TrackingEvent.objects.order_by("-happened_at", "-id"))
    parts = ("lines__line__product", "lines__line__part", "lines__serials", reports)
    return order.shipments.prefetch_related(*parts).order_by("id")


def shipments_to_ask(*, at: datetime) -> QuerySet[Shipment]:
    """Parcels under way whose carrier was not asked within half an hour, the longest unasked first.

    What left two months ago and never arrived is a matter for people.
    """
    rows = Shipment.objects.filter(delivered_on=None, shipped_at__gt=at - FOLLOWED_FOR).exclude(tracking_number="")
    due = rows.filter(Q(asked_at=None) | Q(asked_at__lt=at - ASKED_EVERY))
    return due.select_related("order").order_by(F("asked_at").asc(nulls_first=True), "id")


def without_serials(shipment: Shipment) -> list[tuple[ShipmentLine, int]]:
    """The lines of a shipment with pieces of a product that have no serial number yet, and how many these are."""
    rows = sorted(shipment.lines.all(), key=lambda row: row.line.position)
    counted = [(row, row.quantity - len(row.serials.all())) for row in rows if row.line.product_id is not None]
    return [(row, count) for row, count in counted if count]


def serials_of(shipment: Shipment) -> QuerySet[ShippedSerial]:
    """The numbers of all pieces of a shipment, in the order they were given."""
    rows = ShippedSerial.objects.filter(shipment_line__shipment=shipment)
    return rows.select_related("product", "part").order_by("id")
