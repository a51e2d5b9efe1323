"""A right reaches as far as its own grant, whatever another grant lets the same person see."""

import pytest
from tests.make import HOUSE, customer, request

from aftercare.domains.accounts.actions import create_unit, give_grant
from aftercare.domains.accounts.queries import actor_for
from aftercare.domains.catalog.actions import add_product
from aftercare.domains.devices.actions import register_device
from aftercare.domains.requests.actions import change_request, note_request
from aftercare.domains.requests.models import RequestNote, ServiceRequest
from aftercare.domains.requests.policies import may_see
from aftercare.domains.requests.queries import Wish, outlook_of, urgency_of
from aftercare.kit.errors import NotAllowed


@pytest.fixture
def units(company, at):
    """华东 and 华西 below the company."""
    top = company[1].unit
    return [
        create_unit(HOUSE, code=code, name=name, parent=top, at=at) for code, name in (("E", "华东"), ("W", "华西"))
    ]


@pytest.fixture
def reader(user_of, units, at):
    """An agent of 华东 who may read the whole company."""
    user = user_of("agent", scope="node", node=units[0])
    give_grant(HOUSE, user, role="analyst", at=at)
    return actor_for(user, via="test", at=at)


def test_who_may_change_in_one_unit_changes_nothing_of_another_that_they_only_see(reader, units, at):
    here, there = (request(at, unit=unit) for unit in units)
    assert change_request(reader, here, title="漏水", at=at).title == "漏水"
    assert may_see(reader, there)
    with pytest.raises(NotAllowed) as refusal:
        change_request(reader, there, title="漏水", at=at)
    assert str(refusal.value) == (
        "You may not do this: it needs the right “change what a request says: words, kind of product, priority, dates”."
    )
    assert ServiceRequest.objects.get(pk=there.pk).title == "空调不制冷"


def test_who_may_write_notes_in_one_unit_writes_none_in_another(reader, units, at):
    with pytest.raises(NotAllowed, match="write notes on requests"):
        note_request(reader, request(at, unit=units[1]), text="看过了", at=at)
    assert RequestNote.objects.count() == 0


def test_a_request_that_comes_again_is_named_only_to_who_may_see_it(user_of, actor_of, units, at):
    owner = customer(at)
    device = register_device(HOUSE, product=add_product(HOUSE, number="P", name="空调", at=at), customer=owner, at=at)
    before = request(at, customer_=owner, device=device, unit=units[1])
    wish = Wish("又坏了", before.kind, 3, owner, device)
    east = actor_for(user_of("agent", name="east", scope="node", node=units[0]), via="test", at=at)
    looks = [urgency_of(who, wish, outlook_of(wish, at=at).promise, at=at) for who in (actor_of("manager"), east)]
    assert [(one.why, one.about) for one in looks] == [("repeat", before.number), ("usual", before.kind.name)]
