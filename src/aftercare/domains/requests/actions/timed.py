"""The house's own moves: what nobody did in time goes back, or to the service manager."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.requests.actions.recording import end_attempt, hold_for, let_go, record, renew_date
from aftercare.domains.requests.actions.tasks import ask_manager
from aftercare.domains.requests.actions.wait import resume_request
from aftercare.domains.requests.events import RequestLapsed, RequestLocked
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.rules import after_failure
from aftercare.domains.requests.states import FLOW, State
from aftercare.kit.actor import Actor


@transaction.atomic
def lapse_request(actor: Actor, request: ServiceRequest, *, at: datetime) -> ServiceRequest:
    """The required date passed without a result: back to pending, or locked at the second failure."""
    held = hold_for(actor, "lapse", request)
    due_at, given = held.required_at, held.date_given
    held.failed_attempts += 1
    entered = after_failure(held.failed_attempts, counted=True)
    move = FLOW.move(held, "lapse", to=entered)
    attempt = end_attempt(actor, held, "lapsed", at=at, counted=True)
    let_go(held)
    if entered == State.LOCKED:
        held.locked_for = "failed_twice"
    fact = RequestLapsed(
        request_id=held.id,
        attempt=attempt,
        failed_attempts=held.failed_attempts,
        due_at=due_at,
        date_given=given or None,
        required_at=renew_date(held, at) if entered == State.PENDING else None,
    )
    entry = record(actor, held, fact, at=at, move=move)
    if entered == State.LOCKED:
        ask_manager(actor, held, entry, at=at)
    return held


@transaction.atomic
def lock_request(actor: Actor, request: ServiceRequest, *, at: datetime) -> ServiceRequest:
    """The required date passed with nobody assigned: the service manager's from now on."""
    held = hold_for(actor, "lock", request)
    move = FLOW.move(held, "lock")
    held.locked_for = "unassigned"
    fact = RequestLocked(request_id=held.id, due_at=held.required_at)
    entry = record(actor, held, fact, at=at, move=move)
    ask_manager(actor, held, entry, at=at)
    return held


def apply_timed_rule(actor: Actor, request: ServiceRequest, *, at: datetime) -> ServiceRequest:
    """Make the move whose instant has come: wake, lock or let lapse."""
    if request.state == State.SUSPENDED:
        return resume_request(actor, request, at=at)
    if request.state == State.PENDING:
        return lock_request(actor, request, at=at)
    return lapse_request(actor, request, at=at)
