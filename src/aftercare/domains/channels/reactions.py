"""Who is told of what happens, and what customers are written. Each is told once a fact, however often this runs."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from aftercare.domains.accounts.events import TaskOpened
from aftercare.domains.accounts.models import Task
from aftercare.domains.channels.actions import notify_people, write_to_customer
from aftercare.domains.channels.kinds import TOLD_OTHERWISE
from aftercare.domains.channels.queries import ATTEMPTS, REQUESTS, desk_of, holders_of, managers_of
from aftercare.domains.customers.events import CommunicationRecorded
from aftercare.domains.dispatch.events import VisitPlanned
from aftercare.domains.dispatch.models import Visit
from aftercare.domains.feedback.events import CallBackMissed, CallBackTried
from aftercare.domains.requests.events import (
    RequestAlerted,
    RequestAssigned,
    RequestCancelled,
    RequestConcluded,
    RequestConfirmed,
    RequestFailed,
    RequestHandled,
    RequestLapsed,
    RequestLocked,
    RequestMerged,
    RequestRejected,
    RequestReopened,
    RequestSignedOff,
    RequestSubmitted,
    RequestWithdrawn,
    RequiredDateMoved,
)
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.domains.requests.rules import BREACH, next_step
from aftercare.domains.requests.states import State
from aftercare.kit.actor import ActorKind, system
from aftercare.kit.events import reacts_to
from aftercare.kit.ids import Ref
from aftercare.kit.models import LedgerEntry

HOUSE = system("notifications")
CUSTOMER = ActorKind.CUSTOMER


def _tell(people: Iterable[UUID], request: ServiceRequest, kind: str, fact: LedgerEntry, **params: Any) -> None:
    told: dict[str, Any] = {"kind": kind, "about": request.ref, "label": request.number, "params": params}
    notify_people(HOUSE, people, key=f"{fact.id}:{kind}", at=fact.at, besides=fact.actor_id, **told)


def _write(request_id: UUID, event: str, fact: LedgerEntry, visit: Visit | None = None) -> None:
    request = REQUESTS.get(pk=request_id)
    write_to_customer(HOUSE, request, event=event, key=f"{fact.id}:{event}", at=fact.at, visit=visit)


def _tried(attempt: Attempt | None) -> list[UUID]:
    return holders_of(attempt.assignee_id, attempt.team_id) if attempt else []


@reacts_to(RequestAssigned)
def tell_who_has_it(assigned: RequestAssigned, fact: LedgerEntry) -> None:
    """Whoever has it now, and whoever had it before and need not go."""
    request = REQUESTS.get(pk=assigned.request_id)
    now = holders_of(assigned.assignee_id, assigned.team_id)
    _tell(now, request, "request.assigned", fact)
    before = holders_of(assigned.before_assignee_id, None)
    _tell(set(before) - set(now), request, "request.withdrawn", fact)


@reacts_to(RequestWithdrawn)
def tell_who_had_it(withdrawn: RequestWithdrawn, fact: LedgerEntry) -> None:
    """Whoever it was taken from."""
    request = REQUESTS.get(pk=withdrawn.request_id)
    attempt = ATTEMPTS.filter(request=request, position=withdrawn.attempt).first()
    _tell(_tried(attempt), request, "request.withdrawn", fact)


@reacts_to(RequestCancelled, RequestMerged)
def tell_who_was_on_it(ended: RequestCancelled | RequestMerged, fact: LedgerEntry) -> None:
    """Whoever had it when the wish fell away."""
    request = REQUESTS.get(pk=ended.request_id)
    attempt = ATTEMPTS.filter(request=request, ended_at=fact.at, result__in=("cancelled", "merged")).first()
    _tell(_tried(attempt), request, "request.withdrawn", fact)


@reacts_to(RequestLocked, RequestFailed, RequestLapsed, RequestRejected)
def tell_managers(happened: Any, fact: LedgerEntry) -> None:
    """It may have led into the lock, out of which only a service manager helps."""
    if fact.state_entered != State.LOCKED:
        return
    request = REQUESTS.get(pk=happened.request_id)
    _tell(managers_of(request.unit_id, fact.at), request, "request.locked", fact)


@reacts_to(RequestAlerted)
def tell_of_promises(alerted: RequestAlerted, fact: LedgerEntry) -> None:
    """Whoever has what a promise is about; of a broken one the managers too."""
    request = REQUESTS.get(pk=alerted.request_id)
    step = next_step(request)
    owners = holders_of(step.person_id, step.team_id) if step else []
    params = {"clock": alerted.clock, "stage": alerted.stage}
    broken = alerted.stage >= BREACH
    _tell(owners, request, "promise.breach" if broken else "promise.alert", fact, **params)
    if broken:
        managers = managers_of(request.unit_id, fact.at)
        _tell(set(managers) - set(owners), request, "promise.escalated", fact, **params)


@reacts_to(CommunicationRecorded, when=lambda said: said.direction == "in" and not said.automatic)
def tell_of_words(said: CommunicationRecorded, fact: LedgerEntry) -> None:
    """Whoever has it, or else those of the desk; what a colleague wrote down is told to the holder alone."""
    if said.about_kind != ServiceRequest.noun or said.about_id is None:
        return
    request = REQUESTS.get(pk=said.about_id)
    holders = holders_of(request.assignee_id, request.team_id)
    if holders:
        _tell(holders, request, "customer.wrote", fact, channel=said.channel)
    elif fact.actor_kind == CUSTOMER:
        _tell(desk_of(request.unit_id, fact.at), request, "desk.customer_wrote", fact, channel=said.channel)


@reacts_to(RequestRejected)
def tell_who_reported_it(rejected: RequestRejected, fact: LedgerEntry) -> None:
    """The customer is not satisfied: whoever had reported it as handled."""
    request = REQUESTS.get(pk=rejected.request_id)
    attempt = ATTEMPTS.filter(request=request, position=rejected.attempt).first()
    _tell(_tried(attempt), request, "request.rejected", fact)


@reacts_to(RequestReopened)
def tell_who_closed_it(reopened: RequestReopened, fact: LedgerEntry) -> None:
    """It comes back: whoever worked on it last."""
    request = REQUESTS.get(pk=reopened.request_id)
    attempt = ATTEMPTS.filter(request=request, series__lt=reopened.series).order_by("-position").first()
    _tell(_tried(attempt), request, "request.reopened", fact)


@reacts_to(RequestSignedOff, when=lambda judged: not judged.accepted)
def tell_who_corrects(judged: RequestSignedOff, fact: LedgerEntry) -> None:
    """The record was sent back: whoever wrote it."""
    request = REQUESTS.get(pk=judged.request_id)
    _tell(holders_of(request.assignee_id, request.team_id), request, "record.sent_back", fact)


@reacts_to(CallBackMissed, CallBackTried, when=lambda unreached: getattr(unreached, "last", True))
def tell_who_decides(unreached: CallBackMissed | CallBackTried, fact: LedgerEntry) -> None:
    """A customer was not reached: the managers decide."""
    request = REQUESTS.get(pk=unreached.request_id)
    _tell(managers_of(request.unit_id, fact.at), request, "call_back.escalated", fact)


@reacts_to(TaskOpened, when=lambda task: task.person_id is not None and not task.kind.startswith(TOLD_OTHERWISE))
def tell_of_the_task(opened: TaskOpened, fact: LedgerEntry) -> None:
    """Something came into one's own work list of which nothing else tells."""
    task = Task.objects.get(pk=opened.task_id)
    about = Ref(task.about_kind, task.about_id)
    told: dict[str, Any] = {
        "kind": "task.opened",
        "about": about,
        "label": task.about_label,
        "params": {"task": task.kind},
    }
    notify_people(
        HOUSE, holders_of(task.person_id, None), key=f"{fact.id}:task", at=fact.at, besides=fact.actor_id, **told
    )


@reacts_to(RequestSubmitted)
def write_received(submitted: RequestSubmitted, fact: LedgerEntry) -> None:
    """A receipt with the number and the promise."""
    _write(submitted.request_id, "received", fact)


@reacts_to(VisitPlanned)
def write_who_comes(planned: VisitPlanned, fact: LedgerEntry) -> None:
    """Who comes, and between which hours."""
    visit = Visit.objects.select_related("engineer").get(pk=planned.visit_id)
    _write(planned.request_id, "visit_planned", fact, visit)


@reacts_to(RequiredDateMoved)
def write_new_date(moved: RequiredDateMoved, fact: LedgerEntry) -> None:
    """The date that was agreed upon."""
    _write(moved.request_id, "date_moved", fact)


@reacts_to(RequestHandled)
def ask_to_rate(handled: RequestHandled, fact: LedgerEntry) -> None:
    """Done: is it solved?"""
    _write(handled.request_id, "handled", fact)


@reacts_to(RequestConfirmed, RequestConcluded)
def write_closed(closed: RequestConfirmed | RequestConcluded, fact: LedgerEntry) -> None:
    """Closed by a call or a decision; a customer who rated it knows."""
    if fact.actor_kind != CUSTOMER:
        _write(closed.request_id, "closed", fact)


@reacts_to(RequestCancelled)
def write_cancelled(cancelled: RequestCancelled, fact: LedgerEntry) -> None:
    """Cancelled by somebody else."""
    if fact.actor_kind != CUSTOMER:
        _write(cancelled.request_id, "cancelled", fact)
