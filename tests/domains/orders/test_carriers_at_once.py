"""The carrier, its repeat and a person report the same delivery in the same moment."""

from decimal import Decimal

import pytest
from tests.at_once import at_once
from tests.make import HOUSE, customer, later

from aftercare.domains.catalog.actions import add_part
from aftercare.domains.orders.actions import (
    approve_order,
    create_order,
    deliver_shipment,
    follow_shipment,
    ship_order,
    submit_order,
    track_shipment,
)
from aftercare.domains.orders.carriers import Report
from aftercare.domains.orders.drafts import LineDraft, Parcel
from aftercare.domains.orders.errors import ShipmentArrived
from aftercare.domains.orders.models import Shipment, TrackingCode
from aftercare.kit.errors import WrongState
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_parcel_arrives_once_however_many_say_so(at):
    hose = add_part(HOUSE, number="HOSE-2M", name="软管", at=at)
    lines = [LineDraft(part=hose, quantity=1, unit_price=Decimal(20))]
    order = create_order(HOUSE, customer=customer(at), lines=lines, at=at)
    approve_order(HOUSE, submit_order(HOUSE, order, at=at), at=at)
    parcel = ship_order(HOUSE, order, parcels=[Parcel(order.lines.get(), 1)], tracking_number="SF1", at=at)
    came, when = [Report(TrackingCode.DELIVERED, later(at, hours=1))], later(at, hours=2)

    def told():
        return follow_shipment(HOUSE, Shipment.objects.get(pk=parcel.pk), reports=came, at=when)

    def typed():
        shipment = Shipment.objects.get(pk=parcel.pk)
        return track_shipment(HOUSE, shipment, code="delivered", happened_at=later(at, hours=1), at=when).code

    def handed():
        return deliver_shipment(HOUSE, Shipment.objects.get(pk=parcel.pk), at=when).number

    answers = at_once(told, told, typed, handed)
    order.refresh_from_db()
    assert (order.state, parcel.tracking.count()) == ("delivered", 1)
    assert LedgerEntry.objects.filter(kind="order.delivered").count() == 1
    trouble = [one for one in answers if isinstance(one, Exception)]
    assert all(isinstance(one, ShipmentArrived | WrongState) for one in trouble), trouble
    assert len(trouble) <= 1  # who came by hand after the carrier hears that it arrived already
