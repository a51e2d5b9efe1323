"""Close the loop, or open it again: what the customer says decides."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from aftercare.domains.accounts.queries import working_hours
from aftercare.domains.requests.actions.recording import (
    hold_above,
    hold_for,
    let_go,
    must_be_open,
    nothing_runs_below,
    record,
    renew_date,
)
from aftercare.domains.requests.actions.tasks import answered, ask_manager, nothing_left
from aftercare.domains.requests.errors import NotSatisfied, ReasonNeeded, ReopenTooLate, UnknownChoice
from aftercare.domains.requests.events import (
    CustomerUnreached,
    RequestConfirmed,
    RequestRejected,
    RequestReopened,
)
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.domains.requests.rules import BEST, SATISFIED, after_failure, promised_date
from aftercare.domains.requests.states import FLOW, State
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.states import Moved


@transaction.atomic
def confirm_request(
    actor: Actor, request: ServiceRequest, *, satisfaction: int, at: datetime, comment: str = ""
) -> ServiceRequest:
    """The customer is satisfied (3 to 5): close the loop."""
    held = hold_for(actor, "confirm", request)
    if satisfaction < SATISFIED:
        raise NotSatisfied(
            satisfaction=satisfaction, errors={"satisfaction": str(NotSatisfied(satisfaction=satisfaction))}
        )
    if satisfaction > BEST:
        raise UnknownChoice(value=satisfaction, known="3, 4, 5", errors={"satisfaction": UnknownChoice.sentence})
    held.satisfaction = satisfaction
    in_call = actor.id is not None and actor.id == held.handled_by
    move = FLOW.move(held, "confirm")
    fact = RequestConfirmed(request_id=held.id, satisfaction=satisfaction, in_call=in_call)
    close_now(actor, held, fact, at=at, move=move, text=comment)
    return held


def close_now(actor: Actor, request: ServiceRequest, fact: Any, *, at: datetime, move: Moved, text: str) -> None:
    """Write the closing down, unless something below still runs."""
    nothing_runs_below(request)
    request.closed_at = at
    record(actor, request, fact, at=at, move=move, text=text)
    nothing_left(actor, request, at=at)


@transaction.atomic
def reject_request(
    actor: Actor, request: ServiceRequest, *, reason: str, at: datetime, satisfaction: int | None = None
) -> ServiceRequest:
    """The customer is not satisfied: the attempt counts as failed, the loop goes on."""
    held = hold_for(actor, "reject", request)
    if not reason.strip():
        raise ReasonNeeded(errors={"reason": ReasonNeeded.sentence})
    held.failed_attempts += 1
    entered = after_failure(held.failed_attempts, counted=True)
    move = FLOW.move(held, "reject", to=entered)
    attempt = Attempt.objects.filter(request=held).order_by("-position")[0]
    attempt.result, attempt.counted = "rejected", True
    attempt.save(update_fields=["result", "counted"])
    let_go(held)
    held.handled_at = held.handled_by = None
    if entered == State.LOCKED:
        held.locked_for = "failed_twice"
    fact = RequestRejected(
        request_id=held.id,
        attempt=attempt.position,
        failed_attempts=held.failed_attempts,
        satisfaction=satisfaction,
        required_at=renew_date(held, at) if entered == State.PENDING else None,
    )
    entry = record(actor, held, fact, at=at, move=move, text=reason)
    if actor.kind is ActorKind.PERSON:  # somebody spoke to the customer: what they wrote is answered
        answered(actor, held, at=at)
    if entered == State.LOCKED:
        ask_manager(actor, held, entry, at=at)
    return held


@transaction.atomic
def note_unreachable(actor: Actor, request: ServiceRequest, *, at: datetime, note: str = "") -> ServiceRequest:
    """The call-back found nobody; it stays to be called."""
    held = hold_for(actor, "unreachable", request)
    move = FLOW.move(held, "unreachable")
    held.unreachable_tries += 1
    fact = CustomerUnreached(request_id=held.id, tries=held.unreachable_tries)
    record(actor, held, fact, at=at, move=move, text=note)
    return held


@transaction.atomic
def reopen_request(actor: Actor, request: ServiceRequest, *, reason: str, at: datetime) -> ServiceRequest:
    """Open a closed request again, within the window of its kind: a new series of attempts, a new promise."""
    parent = hold_above(request.parent_id)
    held = hold_for(actor, "reopen", request)
    if not reason.strip():
        raise ReasonNeeded(errors={"reason": ReasonNeeded.sentence})
    must_be_open(parent)
    days = held.kind.reopen_days
    if held.closed_at is not None and at > held.closed_at + timedelta(days=days):
        raise ReopenTooLate(days=days)
    move = FLOW.move(held, "reopen")
    held.series += 1
    held.failed_attempts = held.unreachable_tries = 0  # both count from here
    let_go(held)
    held.closed_at = held.signed_off_at = held.satisfaction = held.handled_at = held.handled_by = None
    held.first_response_at = None  # promised anew
    held.decision = held.sign_off_note = ""
    held.date_given = False
    held.required_at = promised_date(held.targets, working_hours(held.calendar), at)
    fact = RequestReopened(
        request_id=held.id,
        series=held.series,
        required_at=held.required_at,
        targets=tuple(held.targets.items()),
    )
    record(actor, held, fact, at=at, move=move, text=reason)
    return held
