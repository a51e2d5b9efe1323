"""The rest of an order that will not come, and the work list of those who review."""

from decimal import Decimal

import pytest
from tests.make import HOUSE, later
from tests.reacting import run_reactions

from aftercare.domains.accounts.models import Task
from aftercare.domains.customers.actions import add_grade
from aftercare.domains.grading.actions import set_rules
from aftercare.domains.grading.rules import Condition, Rule, Rules
from aftercare.domains.orders.actions import (
    approve_order,
    close_order_short,
    deliver_shipment,
    reject_order,
    renew_order_link,
    revise_order,
    ship_order,
    submit_order,
)
from aftercare.domains.orders.drafts import Parcel
from aftercare.domains.orders.errors import OrderReasonMissing
from aftercare.domains.orders.links import token_of
from aftercare.domains.orders.queries import broken_invariants, order_behind
from aftercare.kit.errors import NotAllowed, WrongState

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(clerk, approved, at):
    """One machine of two is on its way, and none of the hoses."""
    ship_order(clerk, approved, parcels=[Parcel(approved.lines.get(position=1), 1, "HA0001")], at=at)
    approved.refresh_from_db()
    return approved


def test_an_order_closed_short_costs_what_left_the_house(clerk, begun, at):
    close_order_short(clerk, begun, reason="停产", at=at)
    begun.refresh_from_db()
    assert (begun.state, begun.net, begun.total) == ("shipped", Decimal("2699.100"), Decimal("3049.980"))
    assert list(begun.lines.order_by("position").values_list("quantity", "shipped", "dropped")) == [
        (2, 1, 1),
        (3, 0, 3),
    ]
    assert broken_invariants() == []
    deliver_shipment(clerk, begun.shipments.get(), at=later(at, days=1))
    begun.refresh_from_db()
    assert (begun.state, begun.delivered_at) == ("delivered", later(at, days=1))


def test_an_order_whose_parcels_arrived_is_delivered_when_it_is_closed_short(clerk, begun, at):
    deliver_shipment(clerk, begun.shipments.get(), at=at)
    run_reactions()
    close_order_short(clerk, begun, reason="停产", at=later(at, days=1))
    begun.refresh_from_db()
    assert (begun.state, begun.delivered_at, broken_invariants()) == ("delivered", later(at, days=1), [])


def test_what_closing_short_made_a_purchase_counts_in_the_grade_at_once(clerk, begun, at):
    gold = add_grade(HOUSE, code="gold", name="金牌", rank=1, at=at)
    set_rules(HOUSE, rules=Rules(12, (Rule(str(gold.id), (Condition("spent", "least", Decimal(3000)),)),)), at=at)
    deliver_shipment(clerk, begun.shipments.get(), at=at)
    run_reactions()
    begun.customer.refresh_from_db()
    assert begun.customer.grade is None
    close_order_short(clerk, begun, reason="停产", at=later(at, days=1))
    run_reactions()
    begun.customer.refresh_from_db()
    assert begun.customer.grade == gold


def test_only_what_was_partly_shipped_is_closed_short_and_with_a_reason(clerk, reviewer, begun, at):
    with pytest.raises(OrderReasonMissing):
        close_order_short(clerk, begun, reason=" ", at=at)
    with pytest.raises(NotAllowed):
        close_order_short(reviewer, begun, reason="停产", at=at)
    begun.refresh_from_db()
    assert (begun.state, begun.lines.filter(dropped__gt=0).count()) == ("partly_shipped", 0)
    rest = [Parcel(begun.lines.get(position=1), 1, "HA0002"), Parcel(begun.lines.get(position=2), 3)]
    ship_order(clerk, begun, parcels=rest, at=at)
    with pytest.raises(WrongState):
        close_order_short(clerk, begun, reason="停产", at=at)


def waiting():
    rows = Task.objects.filter(kind="order.review", done_at=None)
    return list(rows.values_list("about_label", "role_code"))


def test_what_waits_for_review_stands_in_the_reviewers_work_list(clerk, reviewer, draft, at):
    submit_order(clerk, draft, at=at)
    assert waiting() == [(draft.number, "order_reviewer")]
    revise_order(clerk, draft, at=at)
    assert waiting() == []
    submit_order(clerk, draft, at=later(at, hours=1))
    reject_order(reviewer, draft, reason="太贵", at=later(at, hours=2))
    assert (waiting(), Task.objects.filter(kind="order.review").count()) == ([], 2)
    revise_order(clerk, draft, at=later(at, hours=3))
    submit_order(clerk, draft, at=later(at, hours=4))
    approve_order(reviewer, draft, at=later(at, hours=5))
    assert waiting() == []


def test_a_link_opens_its_order_until_it_is_renewed_and_no_draft(clerk, draft, submitted, at):
    token = token_of(submitted)
    assert order_behind(token) == submitted
    assert [order_behind(one) for one in ("", "x", token[:-1], f"{token}a", "好")] == [None] * 5
    renew_order_link(clerk, submitted, at=at)
    submitted.refresh_from_db()
    assert (order_behind(token), order_behind(token_of(submitted))) == (None, submitted)


def test_a_draft_that_was_never_handed_in_is_opened_by_no_link(draft):
    assert order_behind(token_of(draft)) is None
