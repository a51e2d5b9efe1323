"""Whom each fact about a request concerns as what it is to them: whoever has it, had it, or decides about it."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from aftercare.domains.channels.queries.people import ATTEMPTS, desk_of, holders, managers_of
from aftercare.domains.customers.events import CommunicationRecorded
from aftercare.domains.feedback.events import CallBackMissed, CallBackTried
from aftercare.domains.requests.events import (
    PersonMentioned,
    RequestAlerted,
    RequestAssigned,
    RequestCancelled,
    RequestFailed,
    RequestLapsed,
    RequestLocked,
    RequestMerged,
    RequestRejected,
    RequestReopened,
    RequestSignedOff,
    RequestWithdrawn,
)
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.domains.requests.queries import watchers_of
from aftercare.domains.requests.rules import BREACH, next_step
from aftercare.domains.requests.states import State
from aftercare.kit.actor import ActorKind
from aftercare.kit.models import LedgerEntry

Concerned = dict[str, list[UUID]]  # by the kind under which they are told
Finder = Callable[[Any, LedgerEntry, ServiceRequest], Concerned]


def concerned(happened: Any, fact: LedgerEntry, request: ServiceRequest) -> Concerned:
    """Whom it concerns, by the kind under which they are told; nobody twice."""
    found = FINDERS[type(happened)](happened, fact, request) if type(happened) in FINDERS else {}
    told: set[UUID] = set()
    once: Concerned = {}
    for kind, people in found.items():
        once[kind] = [person for person in people if person not in told]
        told.update(people)
    return once


def _came_back(kind: str, attempt: Attempt | None) -> Concerned:
    """Something comes back to whoever worked on it, a person or a team."""
    return holders(kind, "team.came_back", attempt.assignee_id, attempt.team_id) if attempt else {}


def _need_not_go(person_id: UUID | None) -> Concerned:
    """Whoever had it alone; of a team nobody was on the way."""
    return {"request.withdrawn": [person_id] if person_id else []}


def _at_position(happened: Any, request: ServiceRequest) -> Attempt | None:
    return ATTEMPTS.filter(request=request, position=happened.attempt).first()


def _assigned(assigned: RequestAssigned, fact: LedgerEntry, request: ServiceRequest) -> Concerned:
    """Whoever has it now, and whoever had it before and need not go."""
    now = holders("request.assigned", "team.assigned", assigned.assignee_id, assigned.team_id)
    return {**now, **_need_not_go(assigned.before_assignee_id)}


def _withdrawn(withdrawn: RequestWithdrawn, fact: LedgerEntry, request: ServiceRequest) -> Concerned:
    attempt = _at_position(withdrawn, request)
    return _need_not_go(attempt.assignee_id if attempt else None)


def _fell_away(ended: Any, fact: LedgerEntry, request: ServiceRequest) -> Concerned:
    """Whoever had it when the wish fell away."""
    on_it = ATTEMPTS.filter(request=request, ended_at=fact.at, result__in=("cancelled", "merged")).first()
    return _need_not_go(on_it.assignee_id if on_it else None)


def _locked(happened: Any, fact: LedgerEntry, request: ServiceRequest) -> Concerned:
    """It may have led into the lock, out of which only a service manager helps."""
    if fact.state_entered != State.LOCKED:
        return {}
    return {"request.locked": managers_of(request.unit_id, fact.at)}


def _rejected(rejected: RequestRejected, fact: LedgerEntry, request: ServiceRequest) -> Concerned:
    """The customer is not satisfied: whoever had reported it as handled."""
    return {**_locked(rejected, fact, request), **_came_back("request.rejected", _at_position(rejected, request))}


def _alerted(alerted: RequestAlerted, fact: LedgerEntry, request: ServiceRequest) -> Concerned:
    """Whoever has what a promise is about; of a broken one the managers too."""
    step = next_step(request)
    broken = alerted.stage >= BREACH
    own = "promise.breach" if broken else "promise.alert"
    owners = holders(own, "team.promise", step.person_id, step.team_id) if step else {}
    return {**owners, "promise.escalated": managers_of(request.unit_id, fact.at)} if broken else owners


def _wrote(said: CommunicationRecorded, fact: LedgerEntry, request: ServiceRequest) -> Concerned:
    """Whoever has it, or else who watches it, or else those of the desk, unless a colleague wrote it down."""
    told = holders("customer.wrote", "team.customer_wrote", request.assignee_id, request.team_id)
    if any(told.values()):
        return told
    watched = any(watcher.person.is_active for watcher in watchers_of(request.id))
    if watched or fact.actor_kind != ActorKind.CUSTOMER:
        return {}
    return {"desk.customer_wrote": desk_of(request.unit_id, fact.at)}


def _reopened(reopened: RequestReopened, fact: LedgerEntry, request: ServiceRequest) -> Concerned:
    """It comes back: whoever worked on it last."""
    rows = ATTEMPTS.filter(request=request, series__lt=reopened.series)
    return _came_back("request.reopened", rows.order_by("-position").first())


def _sent_back(judged: RequestSignedOff, fact: LedgerEntry, request: ServiceRequest) -> Concerned:
    """The record was sent back: whoever wrote it."""
    if judged.accepted:
        return {}
    return holders("record.sent_back", "team.came_back", request.assignee_id, request.team_id)


def _unreached(unreached: Any, fact: LedgerEntry, request: ServiceRequest) -> Concerned:
    """A customer was not reached: the managers decide."""
    return {"call_back.escalated": managers_of(request.unit_id, fact.at)}


def _mentioned(mentioned: PersonMentioned, fact: LedgerEntry, request: ServiceRequest) -> Concerned:
    return {"request.mentioned": list(mentioned.person_ids)}


FINDERS: Mapping[type, Finder] = {
    RequestAssigned: _assigned,
    RequestWithdrawn: _withdrawn,
    RequestCancelled: _fell_away,
    RequestMerged: _fell_away,
    RequestLocked: _locked,
    RequestFailed: _locked,
    RequestLapsed: _locked,
    RequestRejected: _rejected,
    RequestAlerted: _alerted,
    CommunicationRecorded: _wrote,
    RequestReopened: _reopened,
    RequestSignedOff: _sent_back,
    CallBackMissed: _unreached,
    CallBackTried: _unreached,
    PersonMentioned: _mentioned,
}
