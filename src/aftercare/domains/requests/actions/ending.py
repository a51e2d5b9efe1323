"""End a request without a solution: cancel it, or merge it into another with the same wish."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.requests.actions.recording import end_attempt, hold, hold_for, let_go, nothing_runs_below, record
from aftercare.domains.requests.actions.tasks import hand_message_on, nothing_left
from aftercare.domains.requests.errors import MergeIntoItself, ReasonNeeded
from aftercare.domains.requests.events import RequestAbsorbed, RequestCancelled, RequestMerged
from aftercare.domains.requests.models import RequestLink, ServiceRequest
from aftercare.domains.requests.states import FLOW
from aftercare.kit.actor import Actor


@transaction.atomic
def cancel_request(actor: Actor, request: ServiceRequest, *, reason: str, at: datetime) -> ServiceRequest:
    """The wish is gone."""
    held = hold_for(actor, "cancel", request)
    if not reason.strip():
        raise ReasonNeeded(errors={"reason": ReasonNeeded.sentence})
    nothing_runs_below(held)
    move = FLOW.move(held, "cancel")
    end_attempt(actor, held, "cancelled", at=at)
    held.suspended_until = None
    record(actor, held, RequestCancelled(request_id=held.id), at=at, move=move, text=reason)
    nothing_left(actor, held, at=at)
    return held


@transaction.atomic
def merge_request(actor: Actor, request: ServiceRequest, *, into: ServiceRequest, at: datetime) -> ServiceRequest:
    """End a request that wishes the same as another; that one goes on and both know of each other."""
    if into.pk == request.pk:
        raise MergeIntoItself()
    if into.pk < request.pk:  # locks are taken in the order of ids
        survivor, held = hold(into), hold_for(actor, "merge", request)
    else:
        held, survivor = hold_for(actor, "merge", request), hold(into)
    if survivor.customer_id != held.customer_id or not survivor.is_open:
        raise MergeIntoItself()
    nothing_runs_below(held)
    move = FLOW.move(held, "merge")
    end_attempt(actor, held, "merged", at=at)
    let_go(held)
    held.merged_into, held.suspended_until = survivor, None
    RequestLink.objects.get_or_create(request=survivor, other=held, kind="duplicate")
    record(actor, held, RequestMerged(request_id=held.id, into=survivor.id), at=at, move=move)
    record(actor, survivor, RequestAbsorbed(request_id=survivor.id, other=held.id), at=at)
    hand_message_on(actor, held, survivor, at=at)
    nothing_left(actor, held, at=at)
    return held
