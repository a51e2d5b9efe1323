"""What carriers report: over the net and by hand, late, out of order, twice, and wrong."""

from datetime import date, timedelta

import pytest
import time_machine
from tests.domains.orders.carrier_server import carrier_server
from tests.make import HOUSE, later
from tests.reacting import run_reactions

from aftercare.domains.devices.models import Device
from aftercare.domains.orders.actions import deliver_shipment, follow_shipment, ship_order, track_shipment
from aftercare.domains.orders.carriers import ByHand, CarrierSilent, Report, carrier_in_use
from aftercare.domains.orders.drafts import Parcel
from aftercare.domains.orders.errors import ReportTooEarly
from aftercare.domains.orders.jobs import ask_carrier
from aftercare.domains.orders.models import Shipment, TrackingCode
from aftercare.domains.orders.queries import broken_invariants, shipments_to_ask
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db
PICKED, MOVING, HERE = TrackingCode.PICKED_UP, TrackingCode.IN_TRANSIT, TrackingCode.DELIVERED


@pytest.fixture
def parcel(clerk, approved, at):
    """The whole order in one parcel with a number."""
    machines, hoses = approved.lines.order_by("position")
    pieces = [Parcel(machines, 2, "HA0001\nHA0002"), Parcel(hoses, 3)]
    return ship_order(clerk, approved, parcels=pieces, carrier="顺丰 速运", tracking_number="SF/1", at=at)


@pytest.fixture
def service(settings):
    with carrier_server() as server:
        settings.CARRIER_URL = server.url + "/{carrier}/{tracking_number}"
        settings.CARRIER_TOKEN = "secret"
        yield server


PATH = "/%E9%A1%BA%E4%B8%B0%20%E9%80%9F%E8%BF%90/SF%2F1"


def codes(shipment):
    return list(shipment.tracking.order_by("happened_at").values_list("code", flat=True))


def test_reports_that_come_out_of_order_and_twice_tell_one_story(parcel, approved, at):
    sent = [Report(HERE, later(at, hours=30), "北京"), Report(PICKED, later(at, hours=1)), Report(MOVING, at)]
    assert follow_shipment(HOUSE, parcel, reports=sent, at=later(at, days=2)) == 3
    late = [*sent, Report(MOVING, later(at, hours=20), "济南"), Report(HERE, later(at, hours=31))]
    assert follow_shipment(HOUSE, parcel, reports=late, at=later(at, days=3)) == 2
    approved.refresh_from_db()
    parcel.refresh_from_db()
    assert (approved.state, approved.delivered_at) == ("delivered", later(at, days=2))
    assert parcel.delivered_on == date(2026, 3, 11)
    assert codes(parcel) == [MOVING, PICKED, MOVING, HERE, HERE]
    assert LedgerEntry.objects.filter(kind="order.delivered").count() == 1
    run_reactions()
    assert (Device.objects.count(), broken_invariants()) == (2, [])


def test_a_report_from_the_future_is_left_until_it_is_true(parcel, at):
    sent = [Report(HERE, later(at, hours=2))]
    assert follow_shipment(HOUSE, parcel, reports=sent, at=later(at, hours=1)) == 0
    parcel.refresh_from_db()
    assert (parcel.delivered_on, codes(parcel)) == (None, [])
    assert follow_shipment(HOUSE, parcel, reports=sent, at=later(at, hours=3)) == 1
    parcel.refresh_from_db()
    assert parcel.delivered_on == date(2026, 3, 10)


def test_a_parcel_that_arrived_before_it_was_written_down_arrives_the_day_it_left(parcel, at):
    follow_shipment(HOUSE, parcel, reports=[Report(HERE, at - timedelta(days=2))], at=at)
    parcel.refresh_from_db()
    assert parcel.delivered_on == date(2026, 3, 10)


def test_a_report_of_delivery_by_hand_delivers_and_one_of_tomorrow_is_refused(clerk, parcel, approved, at):
    with pytest.raises(ReportTooEarly, match="which is still to come; give when it really happened"):
        track_shipment(clerk, parcel, code="delivered", happened_at=later(at, hours=1), at=at)
    assert codes(parcel) == []
    track_shipment(clerk, parcel, code="delivered", happened_at=at, at=at)
    approved.refresh_from_db()
    assert approved.state == "delivered"


def test_a_report_after_the_delivery_by_hand_changes_nothing_but_the_story(clerk, parcel, approved, at):
    deliver_shipment(clerk, parcel, at=at)
    sent = [Report(MOVING, at - timedelta(hours=3)), Report(HERE, later(at, hours=20))]
    assert follow_shipment(HOUSE, parcel, reports=sent, at=later(at, days=1)) == 2
    parcel.refresh_from_db()
    assert (parcel.delivered_on, LedgerEntry.objects.filter(kind="order.delivered").count()) == (date(2026, 3, 10), 1)


def test_the_service_is_asked_with_its_token_and_what_it_gets_wrong_is_left_out(parcel, service, at):
    good = {"code": "in_transit", "happened_at": "2026-03-10T06:00:00Z", "place": "上海"}
    own = {"code": "customs", "happened_at": "2026-03-10T14:30:00+08:00"}
    wrong = [7, {"code": "in_transit"}, {"code": "delivered", "happened_at": "2026-03-10T06:00:00"}]
    service.answers[PATH] = (200, {"events": [good, *wrong, own]})
    reports = carrier_in_use().reports(parcel.carrier, parcel.tracking_number)
    told = [(one.code, f"{one.happened_at:%H:%M %z}", one.place, one.note) for one in reports]
    assert told == [(MOVING, "06:00 +0000", "上海", ""), (MOVING, "14:30 +0800", "", "customs")]
    assert service.asked == [(PATH, "Bearer secret")]


@pytest.mark.parametrize(
    "answer", [(500, {}), (302, {}), (200, b"<html>"), (200, {"events": 3}), (200, [1]), (200, b" " * 1_000_001)]
)
def test_a_service_that_answers_nonsense_is_silent(parcel, service, answer):
    service.answers[PATH] = answer
    with pytest.raises(CarrierSilent):
        carrier_in_use().reports(parcel.carrier, parcel.tracking_number)


def test_parcels_are_asked_after_every_half_hour_until_they_arrive(parcel, approved, service, at):
    moments = {"happened_at": "2026-03-10T02:00:00Z"}
    with time_machine.travel(later(at, hours=6), tick=False):
        assert ask_carrier(carrier_in_use()) == 0
        assert (ask_carrier(carrier_in_use()), len(service.asked)) == (0, 1)
    service.answers[PATH] = (200, {"events": [{"code": "delivered", **moments}]})
    with time_machine.travel(later(at, hours=7), tick=False):
        assert (ask_carrier(carrier_in_use()), len(service.asked)) == (1, 2)
    with time_machine.travel(later(at, hours=9), tick=False):
        assert (ask_carrier(carrier_in_use()), len(service.asked)) == (0, 2)
    approved.refresh_from_db()
    assert approved.state == "delivered"


def test_without_a_service_or_a_number_nobody_is_asked(parcel, settings, at):
    settings.CARRIER_URL = ""
    assert isinstance(carrier_in_use(), ByHand)
    assert list(shipments_to_ask(at=at)) == [parcel]
    assert list(shipments_to_ask(at=later(at, days=61))) == []
    Shipment.objects.update(tracking_number="")
    assert list(shipments_to_ask(at=at)) == []


ODD = [
    {"note": "a\0b"},
    {"place": "\ud800"},
    {"happened_at": "0001-01-01T00:00:00+14:00"},
    {"happened_at": "9999-12-31T23:59:59-14:00"},
]


@pytest.mark.parametrize("odd", ODD)
def test_what_no_database_holds_does_not_keep_a_parcel_from_being_followed(parcel, service, at, odd):
    good = {"code": "in_transit", "happened_at": "2026-03-10T06:00:00Z"}
    service.answers[PATH] = (200, {"events": [{**good, **odd}, {**good, "code": "picked_up"}]})
    with time_machine.travel(later(at, hours=6), tick=False):
        ask_carrier(carrier_in_use())
    parcel.refresh_from_db()
    assert (PICKED in codes(parcel), parcel.asked_at) == (True, later(at, hours=6))
