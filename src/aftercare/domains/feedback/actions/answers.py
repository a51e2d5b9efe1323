"""The customer says whether it is solved: by telephone to a call-back agent, or alone by a link."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.customers.actions import record_communication
from aftercare.domains.customers.models import Channel, Direction
from aftercare.domains.customers.policies import may_record_communication
from aftercare.domains.feedback.actions.holding import call_back_for, hold, manager_answered
from aftercare.domains.feedback.errors import BadMark
from aftercare.domains.feedback.events import CallBackAnswered
from aftercare.domains.feedback.models import Outcome
from aftercare.domains.feedback.states import FLOW
from aftercare.domains.requests.actions import confirm_request, record_contact, reject_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_contact, may_move
from aftercare.domains.requests.rules import BEST, SATISFIED
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.events import publish
from aftercare.kit.permissions import require
from aftercare.kit.states import Moved

MARKS = range(1, BEST + 1)


@transaction.atomic
def confirm_by_call(
    actor: Actor, request: ServiceRequest, *, satisfaction: int, at: datetime, comment: str = ""
) -> ServiceRequest:
    """The customer is satisfied (3 to 5): the request closes and the call is on record."""
    held = _hold_for_answer(actor, request, "confirm", satisfaction)
    _log_call(actor, held, comment, at=at)
    closed = confirm_request(actor, held, satisfaction=satisfaction, comment=comment, at=at)
    _answer(actor, closed, Outcome.SATISFIED, satisfaction=satisfaction, comment=comment, at=at)
    return closed


@transaction.atomic
def reject_by_call(
    actor: Actor, request: ServiceRequest, *, reason: str, at: datetime, satisfaction: int | None = None
) -> ServiceRequest:
    """The customer is not satisfied: the loop goes on, or locks at the second failure."""
    held = _hold_for_answer(actor, request, "reject", satisfaction)
    _log_call(actor, held, reason, at=at)
    returned = reject_request(actor, held, reason=reason, satisfaction=satisfaction, at=at)
    _answer(actor, returned, Outcome.NOT_SATISFIED, satisfaction=satisfaction, comment=reason, at=at)
    return returned


def answer_by_mark(
    actor: Actor, request: ServiceRequest, *, satisfaction: int, at: datetime, comment: str = ""
) -> ServiceRequest:
    """The customer's mark, given alone or on the telephone: 3 to 5 closes the request, less returns it with the comment
    as the reason.
    """
    if satisfaction >= SATISFIED:
        return confirm_by_call(actor, request, satisfaction=satisfaction, comment=comment, at=at)
    return reject_by_call(actor, request, reason=comment, satisfaction=satisfaction, at=at)


def _hold_for_answer(actor: Actor, request: ServiceRequest, verb: str, satisfaction: int | None) -> ServiceRequest:
    held = hold(request)
    require(may_move(actor, verb, held))
    if satisfaction is not None and satisfaction not in MARKS:
        wrong = BadMark(satisfaction=satisfaction)
        wrong.errors["satisfaction"] = str(wrong)
        raise wrong
    return held


def _log_call(actor: Actor, request: ServiceRequest, text: str, *, at: datetime) -> None:
    """Keep a person's call in the customer's log; as the first word of ours it is also the first response.

    Who may call back within a part of the company may lack the right to write in the log of a customer elsewhere;
    then the call-back itself is the record.
    """
    if actor.kind is not ActorKind.PERSON:
        return
    if may_record_communication(actor, request.customer, [request.customer_id]) is not True:
        return
    phone, out = Channel.PHONE, Direction.OUT
    if request.first_response_at is None and may_contact(actor, request) is True:
        record_contact(actor, request, channel=phone, direction=out, text=text, at=at)
        return
    record_communication(
        actor,
        request.customer,
        channel=phone,
        direction=out,
        text=text,
        about=request.ref,
        also=[request.customer_id],
        at=at,
    )


def _answer(
    actor: Actor,
    request: ServiceRequest,
    outcome: Outcome,
    *,
    satisfaction: int | None,
    comment: str,
    at: datetime,
) -> None:
    call, fresh = call_back_for(request, at=at)
    manager_answered(actor, call, request, at=at)
    call.outcome, call.satisfaction, call.comment = outcome, satisfaction, comment
    call.channel = Channel.PORTAL if actor.kind is ActorKind.CUSTOMER else Channel.PHONE
    call.called_by, call.called_at = actor.id if actor.kind is ActorKind.PERSON else None, at
    move = FLOW.move(call, "answer")
    call.save(force_insert=fresh)
    fact = CallBackAnswered(
        call_back_id=call.id,
        request_id=request.id,
        outcome=outcome,
        channel=call.channel,
        tries=call.tries,
        satisfaction=satisfaction,
    )
    publish(
        actor,
        fact,
        at=at,
        move=Moved(move.verb, "", move.entered) if fresh else move,
        context_id=request.id,
        on_behalf=request.behalf,
    )
