"""Hand an order in, review it, take it back to a draft, cancel it."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.orders.actions.recording import hold_for, record
from aftercare.domains.orders.actions.reviewing import await_review, end_review
from aftercare.domains.orders.checks import checked_reason
from aftercare.domains.orders.events import OrderApproved, OrderCancelled, OrderRejected, OrderRevised, OrderSubmitted
from aftercare.domains.orders.models import Order
from aftercare.domains.orders.states import FLOW
from aftercare.kit.actor import Actor
from aftercare.kit.locking import as_expected


@transaction.atomic
def submit_order(actor: Actor, order: Order, *, at: datetime) -> Order:
    """Hand a draft in for its review."""
    held = hold_for(actor, "submit", order)
    move = FLOW.move(held, "submit")
    held.submitted_by, held.submitted_at = actor.id, at
    held.reviewed_by = held.reviewed_at = None
    submitted = OrderSubmitted(order_id=held.id, total=f"{held.money('total').amount:f}", currency=held.currency)
    await_review(actor, held, at=at)
    return record(actor, held, submitted, at=at, move=move)


@transaction.atomic
def approve_order(actor: Actor, order: Order, *, at: datetime, reason: str = "", expected: int | None = None) -> Order:
    """Let it pass as its reader saw it, so that it can be shipped; a word may go with it."""
    held = hold_for(actor, "approve", order)
    as_expected(held, expected)
    move = FLOW.move(held, "approve")
    held.reviewed_by, held.reviewed_at = actor.id, at
    end_review(actor, held, at=at)
    return record(actor, held, OrderApproved(order_id=held.id), at=at, move=move, text=reason.strip())


@transaction.atomic
def reject_order(actor: Actor, order: Order, *, reason: str, at: datetime) -> Order:
    """Send it back to its author with a reason."""
    held = hold_for(actor, "reject", order)
    why, move = checked_reason(reason), FLOW.move(held, "reject")
    held.reviewed_by, held.reviewed_at = actor.id, at
    end_review(actor, held, at=at)
    return record(actor, held, OrderRejected(order_id=held.id), at=at, move=move, text=why)


@transaction.atomic
def revise_order(actor: Actor, order: Order, *, at: datetime, reason: str = "") -> Order:
    """Make it a draft again; it is reviewed anew before anything leaves the house."""
    held = hold_for(actor, "revise", order)
    move = FLOW.move(held, "revise")
    held.reviewed_by = held.reviewed_at = None
    end_review(actor, held, at=at)
    return record(actor, held, OrderRevised(order_id=held.id), at=at, move=move, text=reason.strip())


@transaction.atomic
def cancel_order(actor: Actor, order: Order, *, reason: str, at: datetime) -> Order:
    """End an order of which nothing left the house."""
    held = hold_for(actor, "cancel", order)
    why, move = checked_reason(reason), FLOW.move(held, "cancel")
    end_review(actor, held, at=at)
    return record(actor, held, OrderCancelled(order_id=held.id), at=at, move=move, text=why)
