"""How every move is written down: the row, its ledger fact, and the clocks that follow from the facts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from aftercare.domains.accounts.queries import working_hours
from aftercare.domains.contracts.actions import derive_clocks
from aftercare.domains.requests.actions.tending import tend_work_lists
from aftercare.domains.requests.errors import OpenChildren, ParentEnded
from aftercare.domains.requests.events import PlannedAttemptEnded
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.domains.requests.policies import may_move, on_behalf
from aftercare.domains.requests.promise_timeline import CLOCK_FACTS, timelines
from aftercare.domains.requests.rules import promised_date, rule_due_at
from aftercare.domains.requests.states import FLOW, OPEN, WORDS
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.compiled import compiled
from aftercare.kit.events import publish
from aftercare.kit.ids import Ref
from aftercare.kit.ledger import facts_of
from aftercare.kit.locking import lock
from aftercare.kit.models import LedgerEntry
from aftercare.kit.permissions import require
from aftercare.kit.states import Moved

HELD = ServiceRequest.objects.select_related("kind", "calendar").defer("search")
TOLD = ("seq", "kind", "verb", "state_left", "state_entered", "at", "actor_kind", "data")
UNREAD = object()
# What else is recorded about a request says nothing to its clocks.
TELLS_CLOCKS = Q(kind__in=CLOCK_FACTS) | ~Q(verb="")


def hold(request: ServiceRequest | UUID) -> ServiceRequest:
    """The request as it stands now, locked until the transaction ends; change its fields by assignment only."""
    held = lock(HELD, request if isinstance(request, UUID) else request.pk)
    held.as_held = _columns(held)
    return held


def hold_above(parent_id: UUID | None) -> ServiceRequest | None:
    """The request above, locked so that it can't end meanwhile; a child is locked after it."""
    return hold(parent_id) if parent_id else None


def must_be_open(parent: ServiceRequest | None) -> None:
    """Refuse to let something run below a request that has ended."""
    if parent is not None and not parent.is_open:
        raise ParentEnded(number=parent.number, state=WORDS[parent.state])


def nothing_runs_below(parent: ServiceRequest) -> None:
    """Refuse to end a request before those below it."""
    below = parent.children.filter(state__in=OPEN).order_by("number").values_list("number", flat=True)
    if numbers := list(below[:5]):
        raise OpenChildren(numbers=", ".join(numbers))


def hold_for(actor: Actor, verb: str, request: ServiceRequest | UUID) -> ServiceRequest:
    """The locked request, once the actor may make the move and the state permits it."""
    held = hold(request)
    require(may_move(actor, verb, held))
    FLOW.check(held.state, verb, next(iter(FLOW.moves[verb].targets)))
    held.behalf = on_behalf(actor, verb, held)
    return held


def record(
    actor: Actor,
    request: ServiceRequest,
    happened: Any,
    *,
    at: datetime,
    recorded_at: datetime | None = None,
    move: Moved | None = None,
    text: str = "",
) -> LedgerEntry:
    """Save the request, publish the fact and derive its clocks anew.

    `at` is when it happened; `recorded_at` is the house's instant where a report came later.
    """
    if move and move.left != move.entered:
        request.state_since = at
        request.stage = ""
    request.rule_due_at = rule_due_at(request)
    columns = _columns(request)
    request.save(update_fields=[name for name in columns if columns[name] != request.as_held.get(name, UNREAD)])
    request.as_held = columns
    entry = publish(
        actor, happened, at=at, move=move, text=text, context_id=request.customer_id, on_behalf=request.behalf
    )
    if entry.verb or (entry.kind in CLOCK_FACTS and not entry.data.get("internal")):
        derive_request_clocks(actor, request, at=recorded_at or at)
    return entry


def _columns(request: ServiceRequest) -> dict[str, Any]:
    """What is known of the request's columns."""
    known = request.__dict__
    return {field.attname: known[field.attname] for field in request._meta.concrete_fields if field.attname in known}


def derive_request_clocks(actor: Actor, request: ServiceRequest, *, at: datetime) -> None:
    """Read the request's clocks anew from its ledger, and tend the work lists by what they and the request say now.

    Who waited for the request may have read the time before its last fact; clocks are read no earlier than that.
    """
    told = _told_clocks(request.noun, request.id)
    at = max([at, *(fact.at for fact in told)])
    lines = timelines(told, request.kind.dwell_minutes)
    clocks = derive_clocks(actor, request.ref, timelines=lines, calendar=request.calendar, at=at)
    tend_work_lists(actor, request, clocks, at=at)


@compiled
def _told_clocks(noun: str, id: UUID) -> QuerySet[LedgerEntry]:
    return facts_of(Ref(noun, id)).filter(TELLS_CLOCKS).only(*TOLD)


def note_response(actor: Actor, request: ServiceRequest, *, at: datetime) -> None:
    """Keep when a person first spoke to the customer; what is told late may have been earlier."""
    if actor.kind is ActorKind.PERSON:
        request.first_response_at = min(request.first_response_at or at, at)


def renew_date(request: ServiceRequest, at: datetime) -> datetime | None:
    """Give a request that comes back after its required date a new one from the promise; None if it still holds."""
    if request.required_at > at:
        return None
    request.required_at = promised_date(request.targets, working_hours(request.calendar), at)
    request.date_given = False
    return request.required_at


def open_attempt_of(request: ServiceRequest) -> Attempt | None:
    """The attempt that is under way."""
    return next(iter(_open_attempt(request.id)), None)


@compiled
def _open_attempt(id: UUID) -> QuerySet[Attempt]:
    return Attempt.objects.filter(request=id, ended_at=None)


def end_attempt(
    actor: Actor,
    request: ServiceRequest,
    result: str,
    *,
    at: datetime,
    counted: bool = False,
    outcome: str | None = None,
) -> int:
    """End the attempt under way, if there is one, and let go of who had it; returns the attempt's position."""
    attempt = open_attempt_of(request)
    if attempt is not None:
        attempt.ended_at, attempt.result, attempt.counted, attempt.outcome_id = at, result, counted, outcome
        attempt.save(update_fields=["ended_at", "result", "counted", "outcome"])
        if attempt.planned:
            over = PlannedAttemptEnded(request_id=request.id, attempt=attempt.position, result=result)
            publish(actor, over, at=at, context_id=request.customer_id)
    request.working = False
    return attempt.position if attempt else request.attempts_made


def let_go(request: ServiceRequest) -> None:
    """Nobody has it any more."""
    request.engineer = request.assignee = request.team = None
    request.working = False
