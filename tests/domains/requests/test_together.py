"""Requests that belong together: which are named, which are told, and which may be the same wish."""

import pytest
from tests.make import HOUSE, customer, engineer, later, request

from aftercare.domains.catalog.actions import add_product
from aftercare.domains.devices.actions import register_device
from aftercare.domains.requests.actions import assign_request, cancel_request, link_requests, watch_request
from aftercare.domains.requests.models import RequestLink
from aftercare.domains.requests.queries import beside, likely_duplicates, ties, ties_of
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(at):
    return customer(at)


def test_a_tie_that_is_there_is_not_told_again(owner, at):
    one, other = request(at, customer_=owner), request(at, customer_=owner)
    first = link_requests(HOUSE, one, other=other, at=at)
    again = link_requests(HOUSE, one, other=other, at=later(at, hours=1))
    assert (again.id, RequestLink.objects.count()) == (first.id, 1)
    assert [fact.at for fact in facts_of(one.ref).filter(kind="request.linked")] == [at]


def test_of_too_many_the_nearest_are_named(owner, at, monkeypatch):
    monkeypatch.setattr(ties, "MOST", 2)
    above = request(at, customer_=owner)
    wanted = request(at, customer_=owner, parent=above)
    linked = [request(at, customer_=owner) for _ in range(3)]
    for other in reversed(linked):
        link_requests(HOUSE, wanted, other=other, at=at)
    assert [(tie.relation, tie.id) for tie in ties_of(HOUSE, wanted)] == [
        ("above", above.id),
        ("linked", linked[0].id),
    ]


def test_what_may_be_the_same_wish_names_the_same_device_first_and_nothing_that_has_ended(owner, at):
    product = add_product(HOUSE, number="BCD-1", name="冰箱", at=at)
    fridge, other = (
        register_device(HOUSE, product=product, customer=owner, serial=serial, at=at) for serial in ("S1", "S2")
    )
    same = request(at, customer_=owner, device=fridge)
    without, elsewhere = request(at, customer_=owner), request(at, customer_=owner, device=other)
    cancel_request(HOUSE, request(at, customer_=owner, device=fridge), reason="不用了", at=at)
    wanted = request(at, customer_=owner, device=fridge)
    assert list(likely_duplicates(HOUSE, wanted, since=at)) == [same, elsewhere, without]
    assert list(likely_duplicates(HOUSE, without, since=at)) == [wanted, elsewhere, same]


def test_what_stands_beside_a_request_names_its_watchers_in_order_and_the_ties_that_one_may_see(at, actor_of, user_of):
    wanted, other = request(at), request(at)
    assign_request(HOUSE, wanted, engineer=engineer(at, user=user_of("engineer")), at=at)
    link_requests(HOUSE, wanted, other=other, at=at)
    for role in ("manager", "agent"):
        watch_request(actor_of(role), wanted, at=at)
    names = [(user_of(role).id, role) for role in ("manager", "agent")]
    assert beside(HOUSE, wanted) == (names, ties_of(HOUSE, wanted))
    assert beside(actor_of("engineer"), wanted) == (names, [])
    assert beside(HOUSE, other) == ([], [("linked", wanted.id, wanted.number, wanted.title, "assigned")])
