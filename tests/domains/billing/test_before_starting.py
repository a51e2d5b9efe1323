"""Work waits until its customer accepted what it costs, or somebody with the right waives it."""

from decimal import Decimal

import pytest
from tests.make import later

from aftercare.domains.billing.actions import (
    accept_quotation,
    decline_quotation,
    draft_quotation,
    send_quotation,
    waive_quotation,
)
from aftercare.domains.billing.errors import DecisionAwaited, NothingToWaive, QuotationNeeded
from aftercare.domains.billing.queries import quotation_needed
from aftercare.domains.requests.actions import override_coverage, start_request
from aftercare.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


def test_work_starts_freely_where_no_kind_demands_a_quotation(assigned, worker, at):
    assert start_request(worker, assigned, at=later(at, hours=2)).state == "in_progress"


def test_work_is_not_started_before_the_customer_accepted(demanded, assigned, worker, agent, by_link, at):
    with pytest.raises(QuotationNeeded, match="labour, parts and travel to be paid by the customer, who has accepted"):
        start_request(worker, assigned, at=later(at, hours=2))
    sent = send_quotation(agent, draft_quotation(agent, assigned, at=at), at=at)
    with pytest.raises(DecisionAwaited, match=f"has not decided about quotation {sent.number} yet"):
        start_request(worker, assigned, at=later(at, hours=2))
    assigned.refresh_from_db()
    assert (assigned.state, str(quotation_needed(assigned))[:14]) == ("assigned", assigned.number)
    accept_quotation(by_link, sent, name="王芳", at=at)
    assert start_request(worker, assigned, at=later(at, hours=2)).state == "in_progress"


def test_a_refused_quotation_does_not_let_work_start(demanded, assigned, worker, agent, by_link, at):
    sent = send_quotation(agent, draft_quotation(agent, assigned, at=at), at=at)
    decline_quotation(by_link, sent, name="王芳", reason="太贵", at=at)
    with pytest.raises(QuotationNeeded):
        start_request(worker, assigned, at=later(at, hours=2))


def test_what_is_covered_whole_needs_no_quotation(demanded, assigned, worker, manager, at):
    goodwill = {"labour_percent": 100, "parts_percent": 100, "travel_percent": 100, "reason": "老客户"}
    override_coverage(manager, assigned, at=at, **goodwill)
    assert start_request(worker, assigned, at=later(at, hours=2)).state == "in_progress"


def test_a_manager_waives_it_once_for_a_reason(demanded, assigned, worker, agent, manager, at):
    with pytest.raises(NotAllowed, match="let work start without an accepted quotation"):
        waive_quotation(agent, assigned, reason="急", at=at)
    waive_quotation(manager, assigned, reason="客户口头同意，急修", at=at)
    with pytest.raises(NothingToWaive, match="waits for no quotation"):
        waive_quotation(manager, assigned, reason="急", at=at)
    assert start_request(worker, assigned, at=later(at, hours=2)).state == "in_progress"


def test_the_request_rests_until_the_customer_decides(asked, agent, draft, by_link, at):
    sent = send_quotation(agent, draft, wait=True, at=at)
    asked.refresh_from_db()
    assert (asked.state, asked.suspended_for_id) == ("suspended", "customer")
    accept_quotation(by_link, sent, name="王芳", at=later(at, hours=1))
    asked.refresh_from_db()
    assert (asked.state, sent.total) == ("pending", Decimal("361.99"))
