"""A right reaches as far as its own grant, whatever another grant lets the same person see."""

import pytest
from tests.make import HOUSE, request

from aftercare.domains.accounts.actions import create_unit, give_grant
from aftercare.domains.accounts.queries import actor_for
from aftercare.domains.requests.actions import change_request, note_request
from aftercare.domains.requests.models import RequestNote, ServiceRequest
from aftercare.domains.requests.policies import may_see
from aftercare.kit.errors import NotAllowed


@pytest.fixture
def units(company, at):
    """华东 and 华西 below the company."""
    top = company[1].unit
    return [create_unit(HOUSE, code=code, name=name, parent=top, at=at) for code, name in (("E", "华东"), ("W", "华西"))]


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
        "You may not do this: it needs the right “change a request's description and priority”."
    )
    assert ServiceRequest.objects.get(pk=there.pk).title == "空调不制冷"


def test_who_may_write_notes_in_one_unit_writes_none_in_another(reader, units, at):
    with pytest.raises(NotAllowed, match="write notes on requests"):
        note_request(reader, request(at, unit=units[1]), text="看过了", at=at)
    assert RequestNote.objects.count() == 0
