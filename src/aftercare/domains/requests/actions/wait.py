"""Let a request wait for something, and wake it."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.contracts.models import PauseReason
from aftercare.domains.requests.actions.dates import check_ahead
from aftercare.domains.requests.actions.postponing import bring_back, postpone
from aftercare.domains.requests.actions.promised import follow_promise
from aftercare.domains.requests.actions.recording import end_attempt, hold_for, let_go, record, renew_date
from aftercare.domains.requests.errors import UnknownChoice
from aftercare.domains.requests.events import RequestResumed, RequestSuspended
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import FLOW, WITH_SOMEBODY, State
from aftercare.kit.actor import Actor


@transaction.atomic
def suspend_request(
    actor: Actor, request: ServiceRequest, *, reason: str, until: datetime, at: datetime, note: str = ""
) -> ServiceRequest:
    """Let it wait until an instant; no timed rule touches it meanwhile, and the reason's clocks rest.

    A wake-up on the required date or behind it moves that date: as much working time is left at the wake-up as now.
    That takes the customer's word (a reason that moves the date) or the manager, who alone lets it wait for longer
    than `LONGEST_WAIT`.
    """
    held = hold_for(actor, "suspend", request)
    why = pause_reason(actor, reason)
    check_ahead("until", until, at)
    moved = postpone(actor, held, why, until, at)
    left = held.state
    move = FLOW.move(held, "suspend")
    held.suspended_from, held.suspended_until, held.suspended_for = left, until, why
    held.working = False
    fact = RequestSuspended(
        request_id=held.id,
        reason=why.code,
        until=until,
        pauses=tuple(why.pauses),
        required_at=held.required_at if moved else None,
        **(moved._asdict() if moved else {}),
    )
    record(actor, held, fact, at=at, move=move, text=note)
    return held


@transaction.atomic
def resume_request(actor: Actor, request: ServiceRequest, *, at: datetime) -> ServiceRequest:
    """Wake it: back to where it was, or to pending where whoever had it is gone or its required date has come.

    Who waited with leave has not failed: the attempt is taken back and counts nothing, and the date is renewed. A wait
    that ends before its wake-up takes the date it had moved back with it.
    """
    held = hold_for(actor, "resume", request)
    date_back = bring_back(held, at)
    back = held.suspended_from or State.PENDING
    if back in WITH_SOMEBODY and (_is_gone(held) or held.required_at <= at):
        back = State.PENDING
    move = FLOW.move(held, "resume", to=back)
    held.suspended_from, held.suspended_until, held.suspended_for = "", None, None
    renewed = None
    if back == State.PENDING:
        end_attempt(actor, held, "withdrawn", at=at)
        let_go(held)
        renewed = renew_date(held, at)
    if date_back and not renewed and not held.date_given:
        date_back = follow_promise(held, at) or date_back  # another priority may promise another date by now
    fact = RequestResumed(request_id=held.id, required_at=renewed, date_back=None if renewed else date_back)
    record(actor, held, fact, at=at, move=move)
    return held


def _is_gone(request: ServiceRequest) -> bool:
    """Whether the engineer, or the person of the desk, does no more."""
    if request.engineer is not None:
        return not request.engineer.active
    return request.assignee is not None and not request.assignee.is_active


def pause_reason(actor: Actor, code: str) -> PauseReason:
    """The reason of this code, or the refusal that lists the known ones; the house names one out of use too."""
    found = PauseReason.objects.filter(pk=code).first()
    if found is None or not (found.active or actor.is_system):
        known = ", ".join(PauseReason.objects.filter(active=True).order_by("code").values_list("code", flat=True))
        raise UnknownChoice(value=code, known=known, errors={"reason": UnknownChoice.sentence})
    return found
