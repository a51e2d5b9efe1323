"""Shipping in parts, following parcels, and what a delivery brings about."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.make import HOUSE, later
from tests.reacting import run_reactions

from aftercare.domains.contracts.actions import add_warranty_term
from aftercare.domains.contracts.models import DeviceWarranty
from aftercare.domains.devices.actions import register_device
from aftercare.domains.devices.errors import SerialTaken
from aftercare.domains.devices.models import Device
from aftercare.domains.orders.actions import deliver_shipment, ship_order, track_shipment
from aftercare.domains.orders.drafts import Parcel
from aftercare.domains.orders.errors import SerialsWrong, ShipmentArrived, ShipsNothing, TooEarly, TooMany
from aftercare.domains.orders.models import OrderLine, Shipment, ShippedSerial
from aftercare.domains.orders.queries import broken_invariants, orders_in_sight
from aftercare.kit.errors import WrongState

pytestmark = pytest.mark.django_db


@pytest.fixture
def machines(approved):
    return approved.lines.get(position=1)


@pytest.fixture
def hoses(approved):
    return approved.lines.get(position=2)


def test_an_order_leaves_in_parts_until_nothing_is_left(clerk, approved, machines, hoses, at):
    first = ship_order(
        clerk, approved, parcels=[Parcel(machines, 1, "HA0001")], carrier="顺丰", tracking_number="SF1", at=at
    )
    approved.refresh_from_db()
    assert (approved.state, first.number[:8], broken_invariants()) == ("partly_shipped", "SH-2026-", [])
    ship_order(clerk, approved, parcels=[Parcel(machines, 1, "ha0002".upper()), Parcel(hoses, 3)], at=at)
    approved.refresh_from_db()
    assert (approved.state, broken_invariants()) == ("shipped", [])
    with pytest.raises(WrongState, match="Cannot ship a order that is shipped"):
        ship_order(clerk, approved, parcels=[Parcel(hoses, 1)], at=at)
    assert [list(orders_in_sight(clerk, q)) for q in ("SF1", "ha0001", "HA9")] == [[approved], [approved], []]


def test_never_more_is_shipped_than_ordered(clerk, approved, machines, hoses, at):
    with pytest.raises(TooMany, match="Only 3 of 软管 are still to be shipped; 4 asked for"):
        ship_order(clerk, approved, parcels=[Parcel(machines, 1, "HA0001"), Parcel(hoses, 4)], at=at)
    with pytest.raises(ShipsNothing):
        ship_order(clerk, approved, parcels=[Parcel(hoses, 0)], at=at)
    assert (Shipment.objects.count(), ShippedSerial.objects.count()) == (0, 0)
    with pytest.raises(IntegrityError), transaction.atomic():
        OrderLine.objects.filter(pk=hoses.pk).update(shipped=4)


def test_pasted_serial_numbers_are_refused_with_the_line_of_each_problem(clerk, approved, machines, at):
    ship_order(clerk, approved, parcels=[Parcel(machines, 1, "HA0001")], at=at)
    pasted = "ＨＡ0002, ha0002\nXX1\nHA0001"
    with pytest.raises(SerialsWrong) as refused:
        ship_order(clerk, approved, parcels=[Parcel(machines, 1, pasted)], at=at)
    assert str(refused.value) == (
        "The serial numbers of 空调 can't be taken: line 1: “ha0002” does not match HA\\d{4}; "
        "line 2: “XX1” does not match HA\\d{4}; line 1: ha0002 stands in line 1 already; "
        "line 3: HA0001 was shipped already; numbers given: 4, needed: 1."
    )
    with pytest.raises(SerialsWrong, match="numbers given: 0, needed: 1"):
        ship_order(clerk, approved, parcels=[Parcel(machines, 1)], at=at)
    assert list(ShippedSerial.objects.values_list("serial", flat=True)) == ["HA0001"]


def test_a_unit_that_is_in_somebodys_hands_does_not_leave_again(clerk, approved, machines, machine, buyer, at):
    held = register_device(HOUSE, product=machine, customer=buyer, serial="HA0007", at=at)
    with pytest.raises(SerialTaken, match=f"空调 HA0007 is already on record as {held.number}"):
        ship_order(clerk, approved, parcels=[Parcel(machines, 1, "HA0007")], at=at)
    assert Shipment.objects.count() == 0


def test_a_delivery_makes_devices_whose_warranty_counts_from_it(clerk, approved, machines, hoses, machine, buyer, at):
    add_warranty_term(HOUSE, name="整机", product=machine, start_rule="delivery", labour_months=12, at=at)
    shipment = ship_order(clerk, approved, parcels=[Parcel(machines, 2, "HA0001\nHA0002"), Parcel(hoses, 3)], at=at)
    arrived = later(at, days=3)
    deliver_shipment(clerk, shipment, on=date(2026, 3, 12), at=arrived)
    approved.refresh_from_db()
    assert (approved.state, approved.delivered_at) == ("delivered", arrived)
    missing = [f"A unit was delivered that is no device: {approved.number}"]
    assert broken_invariants() == missing
    run_reactions()
    devices = Device.objects.order_by("serial")
    told = [(one.serial, one.customer, one.sold_date, one.shipped_date) for one in devices]
    days = (buyer, date(2026, 3, 10), date(2026, 3, 12))
    assert told == [("HA0001", *days), ("HA0002", *days)]
    copies = DeviceWarranty.objects.values_list("starts_on", "labour_ends_on", "started_by")
    assert list(copies) == [(date(2026, 3, 12), date(2027, 3, 12), "delivery")] * 2
    assert broken_invariants() == []


def test_a_delivery_told_twice_makes_no_second_device(clerk, approved, machines, hoses, at):
    from aftercare.domains.devices.actions import register_delivered

    shipment = ship_order(clerk, approved, parcels=[Parcel(machines, 1, "HA0001")], at=at)
    deliver_shipment(clerk, shipment, at=at)
    run_reactions()
    assert register_delivered(HOUSE, shipment=Shipment.objects.get(), at=at) == []
    assert Device.objects.count() == 1
    with pytest.raises(ShipmentArrived, match="was delivered on 2026-03-10 already"):
        deliver_shipment(clerk, shipment, at=at)
    approved.refresh_from_db()
    assert approved.state == "partly_shipped"


def test_nothing_arrives_before_it_left_or_tomorrow(clerk, approved, hoses, at):
    shipment = ship_order(clerk, approved, parcels=[Parcel(hoses, 3)], at=at)
    for day in (date(2026, 3, 9), date(2026, 3, 11)):
        with pytest.raises(TooEarly, match="left on 2026-03-10 and today is 2026-03-10"):
            deliver_shipment(clerk, shipment, on=day, at=at)
    shipment.refresh_from_db()
    assert shipment.delivered_on is None


def test_a_carriers_report_is_kept_once(clerk, approved, hoses, at):
    shipment = ship_order(clerk, approved, parcels=[Parcel(hoses, 1)], at=at)
    for _again in range(2):
        track_shipment(clerk, shipment, code="in_transit", place="上海", happened_at=at, at=at)
    assert list(shipment.tracking.values_list("code", "place")) == [("in_transit", "上海")]
    assert approved.total == Decimal("6167.74")
