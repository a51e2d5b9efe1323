"""What the house does with call-backs by itself: open them, put missed ones before the manager, follow the request."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from aftercare.domains.feedback.actions.holding import ask_manager, hold, manager_answered, new_call_back
from aftercare.domains.feedback.events import CallBackMissed, CallBackOpened, CallBackSettled
from aftercare.domains.feedback.models import CallBack, Outcome
from aftercare.domains.feedback.policies import may_keep_call_backs
from aftercare.domains.feedback.states import FLOW, LIVE, CallState
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.permissions import require
from aftercare.kit.states import Moved


@transaction.atomic
def open_call_back(actor: Actor, request: ServiceRequest, *, attempt: int, at: datetime) -> CallBack | None:
    """Ask for a call about a handled attempt, once; nothing is asked where the loop has already gone on."""
    require(may_keep_call_backs(actor))
    held = hold(request)
    known = CallBack.objects.filter(request=held, attempt=attempt).first()
    if known is not None or held.state != State.HANDLED or held.attempts_made != attempt:
        return known
    _settle(actor, held, CallBack.objects.filter(request=held, state__in=LIVE), Outcome.OVERTAKEN, at=at)
    call = new_call_back(held, attempt, at=at)
    call.save(force_insert=True)
    fact = CallBackOpened(call_back_id=call.id, request_id=held.id, attempt=attempt, due_at=call.due_at)
    publish(actor, fact, at=at, move=Moved("open", "", call.state), context_id=held.id)
    return call


@transaction.atomic
def miss_call_back(actor: Actor, call_back: CallBack, *, at: datetime) -> None:
    """Put a call-back that nobody made in its time before the manager; it may still be made."""
    require(may_keep_call_backs(actor))
    if call_back.escalated_at is not None or call_back.state != CallState.OPEN:
        return
    ask_manager(actor, call_back, call_back.request, at=at)
    call_back.save(update_fields=["escalated_at"])
    fact = CallBackMissed(call_back_id=call_back.id, request_id=call_back.request_id, due_at=call_back.due_at)
    publish(actor, fact, at=at, context_id=call_back.request_id)


@transaction.atomic
def follow_request(actor: Actor, request: ServiceRequest, *, outcome: Outcome, at: datetime) -> None:
    """End the call-backs opened before the request went on without them: decided, or answered past this room."""
    require(may_keep_call_backs(actor))
    held = hold(request)
    _settle(actor, held, CallBack.objects.filter(request=held, state__in=LIVE, opened_at__lte=at), outcome, at=at)


def _settle(
    actor: Actor, request: ServiceRequest, calls: QuerySet[CallBack], outcome: Outcome, *, at: datetime
) -> None:
    for call in calls.select_for_update().order_by("id"):
        manager_answered(actor, call, request, at=at)
        call.outcome = outcome
        move = FLOW.move(call, "settle")
        call.save(update_fields=["state", "outcome"])
        fact = CallBackSettled(call_back_id=call.id, request_id=request.id, outcome=outcome)
        publish(actor, fact, at=at, move=move, context_id=request.id)
