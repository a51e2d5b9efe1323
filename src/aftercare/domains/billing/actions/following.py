"""What the house does by itself: let quotations expire, remind of them, and drop what belongs to work that is gone."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.accounts.actions import close_tasks_about
from aftercare.domains.accounts.queries import day_of
from aftercare.domains.billing.actions.recording import (
    ask_how_on,
    goes_on,
    hold,
    hold_charge,
    hold_request,
    record,
    record_charge,
)
from aftercare.domains.billing.events import (
    ChargeCancelled,
    QuotationExpired,
    QuotationReminded,
    QuotationWithdrawn,
)
from aftercare.domains.billing.models import Charge, Quotation
from aftercare.domains.billing.policies import may_follow_bills
from aftercare.domains.billing.states import CHARGE_FLOW, OPEN, QUOTATION_FLOW, ChargeState, QuotationState
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import UNSOLVED
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.permissions import require


@transaction.atomic
def expire_quotation(actor: Actor, quotation: Quotation, *, at: datetime) -> Quotation:
    """Let one whose last day is over expire; one that was decided meanwhile stays as it is."""
    require(may_follow_bills(actor))
    held = hold(quotation)
    if held.state != QuotationState.SENT or day_of(at) <= held.valid_until:
        return held
    move = QUOTATION_FLOW.move(held, "expire")
    gone = QuotationExpired(quotation_id=held.id, request_id=held.request_id, number=held.number)
    record(actor, held, gone, at=at, move=move)
    if held.request.state in UNSOLVED:
        ask_how_on(actor, held, at=at)
    return held


@transaction.atomic
def remind_of_quotation(actor: Actor, quotation: Quotation, *, at: datetime) -> Quotation:
    """Tell the customer once that its last day is near; one that was decided meanwhile stays as it is."""
    require(may_follow_bills(actor))
    held = hold(quotation)
    if held.state != QuotationState.SENT or held.reminded_at is not None:
        return held
    held.reminded_at = at
    held.save(update_fields=["reminded_at"])
    told = QuotationReminded(quotation_id=held.id, request_id=held.request_id, number=held.number)
    publish(actor, told, at=at, context_id=held.request_id)
    return held


@transaction.atomic
def drop_bills(actor: Actor, request: ServiceRequest, *, at: datetime, done: bool = False) -> int:
    """Take back what is open for a request that ended; returns how many quotations and charges.

    What was `done` is still charged, and of one that was opened again since nothing is taken back.
    """
    require(may_follow_bills(actor))
    held = hold_request(request.pk)
    if done and held.state in UNSOLVED:
        return 0
    quotations = list(Quotation.objects.filter(request=held, state__in=OPEN).order_by("id"))
    drafts = Charge.objects.filter(request=held, state=ChargeState.DRAFT).order_by("id")
    charges = [] if done else list(drafts)
    for one in quotations:
        quotation = hold(one)
        move = QUOTATION_FLOW.move(quotation, "withdraw")
        gone = QuotationWithdrawn(quotation_id=quotation.id, request_id=held.id, number=quotation.number)
        record(actor, quotation, gone, at=at, move=move)
    for draft in charges:
        drop_draft(actor, draft, at=at)
    goes_on(actor, held, at=at)
    return len(quotations) + len(charges)


def drop_draft(actor: Actor, charge: Charge, *, at: datetime, text: str = "") -> Charge:
    """Cancel a charge, and take it off the work lists."""
    held = hold_charge(charge)
    move = CHARGE_FLOW.move(held, "cancel")
    gone = ChargeCancelled(charge_id=held.id, request_id=held.request_id, number=held.number)
    record_charge(actor, held, gone, at=at, move=move, text=text)
    close_tasks_about(actor, held.ref, at=at)
    return held
