"""What the customer rejected is not charged: neither meanwhile, nor beside the work that solved it."""

from datetime import datetime
from decimal import Decimal

import pytest
from tests.make import later
from tests.reacting import run_reactions

from aftercare.domains.billing.models import Charge
from aftercare.domains.billing.queries import charge_of
from aftercare.domains.feedback.actions import reject_by_call
from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.requests.actions import assign_request, conclude_request, start_request
from aftercare.kit.actor import Actor

pytestmark = pytest.mark.django_db


def try_it(worker: Actor, asked, at: datetime) -> None:
    """An hour of work, and the visit: 120 + 80."""
    start_request(worker, asked, at=at)
    handle_visit(worker, asked, record=RecordDraft(work_done="换风扇", labour_minutes=60), at=later(at, hours=1))
    run_reactions()
    asked.refresh_from_db()


def rejected(actor_of, asked, at: datetime) -> None:
    reject_by_call(actor_of("callback"), asked, reason="还是响", at=at)
    run_reactions()
    asked.refresh_from_db()


def test_one_of_two_visits_is_charged_where_the_customer_rejected_the_first(assigned, worker, actor_of, at):
    who = assigned.engineer
    try_it(worker, assigned, later(at, hours=2))
    first = charge_of(assigned)
    rejected(actor_of, assigned, later(at, hours=4))
    assert charge_of(assigned) is None
    assert Charge.objects.get(pk=first.pk).state == "cancelled"
    assign_request(actor_of("dispatcher"), assigned, engineer=who, at=later(at, hours=5))
    try_it(worker, assigned, later(at, hours=6))
    assert charge_of(assigned).net == first.net == Decimal(200)


def test_nothing_is_charged_where_it_was_rejected_twice_and_decided(assigned, worker, actor_of, manager, at):
    who = assigned.engineer
    try_it(worker, assigned, later(at, hours=2))
    rejected(actor_of, assigned, later(at, hours=4))
    assign_request(actor_of("dispatcher"), assigned, engineer=who, at=later(at, hours=5))
    try_it(worker, assigned, later(at, hours=6))
    rejected(actor_of, assigned, later(at, hours=8))
    conclude_request(manager, assigned, decision="refunded", reason="修不好", at=later(at, hours=9))
    run_reactions()
    assert set(Charge.objects.values_list("state", flat=True)) == {"cancelled"}
