"""Who came before, whose work was praised, and when the customer wishes somebody: what a visit asks for."""

import pytest
from tests.make import HOUSE, customer, engineer, later, request

from aftercare.domains.catalog.actions import add_product
from aftercare.domains.devices.actions import register_device
from aftercare.domains.dispatch.queries import requirement_of, who_came_before
from aftercare.domains.dispatch.requirement import Wish
from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.requests.actions import (
    WishedTime,
    assign_request,
    confirm_request,
    reject_request,
    reopen_request,
    start_request,
)

pytestmark = pytest.mark.django_db
DONE = RecordDraft(work_done="换了电容", labour_minutes=30)


def solved(at, worker, **values):
    """A request that the engineer solved."""
    given = assign_request(HOUSE, request(at, **values), engineer=worker, at=at)
    return handle_visit(HOUSE, start_request(HOUSE, given, at=at), record=DONE, at=at)


def marked(at, worker, mark, **values):
    """One that the customer marked, too."""
    return confirm_request(HOUSE, solved(at, worker, **values), satisfaction=mark, at=at)


def asked(at, **values):
    return requirement_of(request(at, **values), at=at)


def test_the_engineer_whose_last_work_got_a_good_mark_is_preferred(at):
    served, praised, other = customer(at), engineer(at, code="A"), engineer(at, code="B")
    marked(at, praised, 4, customer_=served)
    marked(later(at, days=1), other, 3, customer_=served)
    found = asked(later(at, days=2), customer_=served)
    assert (found.preferred_engineer_id, found.preferred_mark) == (praised.id, 4)
    assert found.last_engineer_ids == (other.id, praised.id)


def test_among_several_who_were_praised_the_one_who_came_last_is(at):
    served, early, late = customer(at), engineer(at, code="A"), engineer(at, code="B")
    marked(at, early, 5, customer_=served)
    marked(later(at, days=1), late, 4, customer_=served)
    assert asked(later(at, days=2), customer_=served).preferred_engineer_id == late.id


def test_a_work_that_was_rejected_since_takes_the_praise_back(at):
    served, worker = customer(at), engineer(at)
    marked(at, worker, 5, customer_=served)
    again = solved(later(at, days=1), worker, customer_=served)
    assert asked(later(at, days=1), customer_=served).preferred_engineer_id == worker.id
    reject_request(HOUSE, again, reason="又不制冷", at=later(at, days=2))
    assert asked(later(at, days=2), customer_=served).preferred_engineer_id is None


def test_a_mark_tells_only_of_the_attempt_that_it_was_given_for(at):
    served, first, second = customer(at), engineer(at, code="A"), engineer(at, code="B")
    closed = marked(at, first, 5, customer_=served)
    again = reopen_request(HOUSE, closed, reason="又响", at=later(at, hours=1))
    assert who_came_before(again).praised_id is None
    given = assign_request(HOUSE, again, engineer=second, at=later(at, hours=1))
    handled = handle_visit(
        HOUSE, start_request(HOUSE, given, at=later(at, hours=2)), record=DONE, at=later(at, hours=3)
    )
    confirm_request(HOUSE, handled, satisfaction=5, at=later(at, hours=4))
    assert asked(later(at, days=1), customer_=served).preferred_engineer_id == second.id


def test_of_a_device_only_what_was_done_on_it_counts(at):
    served, worker = customer(at), engineer(at)
    sold = add_product(HOUSE, number="KFR-1", name="空调", at=at)
    cooler, heater = (
        register_device(HOUSE, product=sold, serial=serial, customer=served, at=at) for serial in ("C-1", "H-1")
    )
    marked(at, worker, 5, customer_=served, device=cooler)
    assert asked(at, customer_=served, device=cooler).preferred_engineer_id == worker.id
    assert asked(at, customer_=served, device=heater).preferred_engineer_id is None


def test_the_wish_counts_until_it_is_over(at):
    wished = WishedTime(later(at, hours=20), later(at, hours=22))
    wanted = request(at, wished=wished)
    assert requirement_of(wanted, at=at).wish == Wish(wished.start, wished.end)
    assert requirement_of(wanted, at=wished.end).wish is None
    assert asked(at).wish is None
