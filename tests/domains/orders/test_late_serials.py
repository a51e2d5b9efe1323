"""Pieces that left the house without a serial number get it later, and become devices."""

from datetime import date
from decimal import Decimal

import pytest
from tests.make import HOUSE, customer, later
from tests.reacting import run_reactions

from aftercare.domains.catalog.actions import add_product
from aftercare.domains.devices.actions import register_device
from aftercare.domains.devices.errors import SerialTaken
from aftercare.domains.devices.models import Device
from aftercare.domains.orders.actions import (
    add_serials,
    approve_order,
    create_order,
    deliver_shipment,
    ship_order,
    submit_order,
)
from aftercare.domains.orders.drafts import GivenSerials, LineDraft, Parcel
from aftercare.domains.orders.errors import NoSerialGiven, SerialsWrong
from aftercare.domains.orders.models import Shipment, ShippedSerial
from aftercare.domains.orders.queries import broken_invariants, shipments_of, without_serials
from aftercare.kit.errors import NotAllowed
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def fan(at):
    return add_product(HOUSE, number="FAN-1", name="风扇", at=at)


@pytest.fixture
def shipment(clerk, reviewer, buyer, fan, at):
    """Three fans that left without a number."""
    lines = [LineDraft(product=fan, quantity=3, unit_price=Decimal(99))]
    order = submit_order(clerk, create_order(clerk, customer=buyer, lines=lines, at=at), at=at)
    order = approve_order(reviewer, order, at=at)
    return ship_order(clerk, order, parcels=[Parcel(order.lines.get(), 3)], at=at)


def given(shipment, serials):
    return [GivenSerials(shipment.lines.get(), serials)]


def open_pieces(shipment):
    return [count for _row, count in without_serials(shipments_of(shipment.order).get())]


def test_numbers_given_after_the_delivery_make_devices_of_its_days(clerk, shipment, buyer, at):
    arrived = later(at, days=2)
    deliver_shipment(clerk, shipment, at=arrived)
    run_reactions()
    assert (Device.objects.count(), open_pieces(shipment)) == (0, [3])
    add_serials(clerk, shipment, given=given(shipment, "F1\nF2"), at=later(at, days=5))
    run_reactions()
    told = [(one.serial, one.customer, one.sold_date, one.shipped_date) for one in Device.objects.order_by("serial")]
    days = (buyer, date(2026, 3, 10), date(2026, 3, 12))
    assert told == [("F1", *days), ("F2", *days)]
    assert (open_pieces(shipment), broken_invariants()) == ([1], [])
    fact = facts_of(shipment.order.ref).last()
    assert (fact.kind, fact.data) == ("order.serials_added", {"shipment_id": str(shipment.id), "pieces": 2})


def test_numbers_given_before_the_delivery_become_devices_with_it(clerk, shipment, at):
    add_serials(clerk, shipment, given=given(shipment, "F1 F2 F3"), at=at)
    run_reactions()
    assert (Device.objects.count(), open_pieces(shipment)) == (0, [])
    deliver_shipment(clerk, Shipment.objects.get(), at=at)
    run_reactions()
    assert Device.objects.count() == 3


def test_never_more_numbers_than_pieces_and_none_twice(clerk, shipment, at):
    add_serials(clerk, shipment, given=given(shipment, "F1 F2"), at=at)
    with pytest.raises(SerialsWrong) as refused:
        add_serials(clerk, shipment, given=given(shipment, "F3\nf1"), at=at)
    assert str(refused.value) == (
        "The serial numbers of 风扇 can't be taken: line 2: f1 was shipped already; "
        "numbers given: 2, pieces without a number: 1."
    )
    with pytest.raises(NoSerialGiven, match=f"one piece of shipment {shipment.number} at least"):
        add_serials(clerk, shipment, given=given(shipment, " \n"), at=at)
    assert ShippedSerial.objects.count() == 2


def test_a_unit_registered_by_hand_is_taken_for_the_piece_unless_it_is_somebody_elses(clerk, shipment, fan, buyer, at):
    deliver_shipment(clerk, shipment, at=at)
    theirs = register_device(HOUSE, product=fan, customer=customer(at, name="李雷"), serial="F1", at=at)
    register_device(HOUSE, product=fan, customer=buyer, serial="F2", at=at)
    with pytest.raises(SerialTaken, match=f"风扇 F1 is already on record as {theirs.number}"):
        add_serials(clerk, shipment, given=given(shipment, "F1"), at=at)
    add_serials(clerk, shipment, given=given(shipment, "F2"), at=at)
    run_reactions()
    assert (Device.objects.count(), broken_invariants()) == (2, [])


def test_only_who_ships_gives_numbers(reviewer, shipment, at):
    with pytest.raises(NotAllowed, match="it needs the right “ship orders and record their delivery”"):
        add_serials(reviewer, shipment, given=given(shipment, "F1"), at=at)
    assert ShippedSerial.objects.count() == 0
