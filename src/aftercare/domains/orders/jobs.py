"""Timed work of the room."""

import logging

from aftercare.domains.orders.actions import follow_shipment
from aftercare.domains.orders.carriers import ByHand, Carrier, CarrierSilent, carrier_in_use
from aftercare.domains.orders.queries import shipments_to_ask
from aftercare.kit.actor import system
from aftercare.kit.clock import now
from aftercare.kit.jobs import every

log = logging.getLogger(__name__)
AT_ONCE = 20


def ask_carrier(carrier: Carrier) -> int:
    """Ask after the parcels that were not asked after for longest; returns how many reports are new.

    Nothing is locked while the carrier is asked. One that does not answer is asked again when the parcel's turn comes.
    """
    new = 0
    for shipment in shipments_to_ask(at=now())[:AT_ONCE]:
        try:
            reports = carrier.reports(shipment.carrier, shipment.tracking_number)
        except CarrierSilent as trouble:
            log.warning("The carrier said nothing of %s: %s", shipment.number, trouble)
            reports = ()
        new += follow_shipment(system("carrier"), shipment, reports=reports, at=now())
    return new


@every(60, "orders.follow_parcels")
def follow_parcels() -> int:
    """Where a carrier's service is set, ask it."""
    carrier = carrier_in_use()
    return ask_carrier(carrier) if not isinstance(carrier, ByHand) else 0
