"""Nobody was reached: try again on another workday, and after the last try let the manager decide."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.accounts.queries import working_hours
from aftercare.domains.feedback.actions.holding import ask_manager, call_back_for
from aftercare.domains.feedback.events import CallBackTried
from aftercare.domains.feedback.policies import may_try_now
from aftercare.domains.feedback.schedule import workday_after
from aftercare.domains.feedback.states import FLOW, CallState
from aftercare.domains.requests.actions import note_unreachable
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.permissions import require
from aftercare.kit.states import Moved


@transaction.atomic
def record_unreachable(actor: Actor, request: ServiceRequest, *, at: datetime, note: str = "") -> ServiceRequest:
    """Count a try that reached nobody and plan the next, one a workday; the last one puts it before the manager."""
    held = note_unreachable(actor, request, note=note, at=at)
    call, fresh = call_back_for(held, at=at)
    require(may_try_now(actor, call, held, at=at))
    next_day = workday_after(working_hours(held.calendar), at)
    call.tries += 1
    call.next_try_at, call.due_at = next_day.opens_at, next_day.closes_at
    last = call.tries >= call.most_tries
    if last:
        ask_manager(actor, call, held, at=at)
    move = FLOW.move(call, "try", to=CallState.GIVEN_UP if last else CallState.OPEN)
    call.save(force_insert=fresh)
    fact = CallBackTried(
        call_back_id=call.id,
        request_id=held.id,
        tries=call.tries,
        next_try_at=call.next_try_at,
        due_at=call.due_at,
        last=last,
    )
    publish(
        actor,
        fact,
        at=at,
        move=Moved(move.verb, "", move.entered) if fresh else move,
        context_id=held.id,
        on_behalf=held.behalf,
    )
    return held
