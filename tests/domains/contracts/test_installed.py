"""Devices by what they are promised, and agreements by whom and until when."""

from datetime import date

import pytest
from tests.domains.contracts.covering import agree
from tests.make import HOUSE, customer

from aftercare.domains.contracts.actions import void_warranty
from aftercare.domains.contracts.models import Agreement
from aftercare.domains.contracts.queries.agreements import (
    agreements_covering,
    agreements_found,
    ending_within,
    standing_as,
)
from aftercare.domains.contracts.queries.warranties import under_warranty, warranties_of, with_warranty_end
from aftercare.domains.devices.actions import register_device
from aftercare.domains.devices.models import Device

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


@pytest.fixture
def carried(year, device, at):
    from aftercare.domains.contracts.actions import date_warranty

    return date_warranty(HOUSE, device, at=at)


def covered(on: date) -> list[Device]:
    return list(under_warranty(Device.objects.all(), on=on))


def test_a_device_is_under_warranty_while_something_is_paid(carried, device):
    assert (covered(date(2025, 8, 31)), covered(TODAY), covered(date(2026, 9, 2))) == ([], [device], [])
    assert list(under_warranty(Device.objects.all(), on=date(2026, 9, 2), covered=False)) == [device]


def test_a_void_warranty_covers_nothing_from_its_day_on(carried, device, at):
    void_warranty(HOUSE, carried, on=TODAY, reason="私自拆机", at=at)
    assert (covered(date(2026, 3, 9)), covered(TODAY)) == ([device], [])
    assert [one.void_on for one in warranties_of(device)] == [TODAY]


def test_the_last_day_that_pays_anything_is_told(carried, device, tree, owner, at):
    other = register_device(HOUSE, product=tree[2], customer=owner, serial="HA2", at=at)
    told = {row.pk: row.warranty_until for row in with_warranty_end(Device.objects.all(), on=TODAY)}
    assert told == {device.pk: date(2026, 9, 1), other.pk: None}


def test_agreements_cover_a_device_by_name_or_with_everything_its_owner_has(device, owner, at, actor_of):
    other = customer(at, name="赵敏", phone="13900139000")
    everything, named = agree(owner, at), agree(other, at, devices=[device], name="单机")
    agree(other, at, name="别人的")
    found = agreements_covering(actor_of("manager"), device)
    assert list(found) == [named, everything]
    assert list(agreements_covering(actor_of("engineer"), device)) == []


def test_agreements_are_found_by_number_name_and_customer(owner, at, actor_of):
    one = agree(owner, at)
    agree(customer(at, name="赵敏", phone="13900139000"), at, name="延保")
    manager = actor_of("manager")
    for words in (one.number, "年度", "王芳", "wangfang"):
        assert list(agreements_found(manager, words)) == [one], words
    assert list(agreements_found(manager, "nobody")) == []
    assert agreements_found(manager, " ").count() == 2


def test_agreements_are_narrowed_by_how_they_stand_and_when_they_end(owner, at):
    soon = agree(owner, at, ends_on=date(2026, 4, 1))
    later, over = agree(owner, at), agree(owner, at, ends_on=date(2026, 3, 9))
    rows = Agreement.objects.order_by("id")
    assert list(standing_as(rows, "active", on=TODAY)) == [soon, later]
    assert list(standing_as(rows, "over", on=TODAY)) == [over]
    assert list(ending_within(rows, on=TODAY, days=30)) == [soon]
