"""Whoever watches a request is told how it goes on, unless the same fact concerns them otherwise."""

from typing import Any
from uuid import UUID

from aftercare.domains.channels.actions import notify_people
from aftercare.domains.channels.queries import REQUESTS, concerned, told_watchers
from aftercare.domains.customers.events import CommunicationRecorded
from aftercare.domains.requests.events import (
    RequestAssigned,
    RequestCancelled,
    RequestConcluded,
    RequestConfirmed,
    RequestDeclined,
    RequestFailed,
    RequestHandled,
    RequestLapsed,
    RequestLocked,
    RequestMerged,
    RequestNoted,
    RequestRejected,
    RequestReopened,
    RequestResumed,
    RequestRetracted,
    RequestSignedOff,
    RequestStarted,
    RequestSuspended,
    RequestUnlocked,
    RequestWithdrawn,
    RequiredDateMoved,
)
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import watchers_of
from aftercare.kit.actor import system
from aftercare.kit.compiled import row_of
from aftercare.kit.events import reacts_to
from aftercare.kit.models import LedgerEntry

HOUSE = system("notifications")


@reacts_to(
    RequestAssigned,
    RequestCancelled,
    RequestConcluded,
    RequestConfirmed,
    RequestDeclined,
    RequestFailed,
    RequestHandled,
    RequestLapsed,
    RequestLocked,
    RequestMerged,
    RequestRejected,
    RequestReopened,
    RequestResumed,
    RequestRetracted,
    RequestSignedOff,
    RequestStarted,
    RequestSuspended,
    RequestUnlocked,
    RequestWithdrawn,
    RequiredDateMoved,
)
def tell_of_the_move(moved: Any, fact: LedgerEntry) -> None:
    """It went from one state to another, or got another date."""
    _tell("watched.moved", moved.request_id, moved, fact, what=fact.kind, state=fact.state_entered)


@reacts_to(CommunicationRecorded, when=lambda said: said.direction == "in" and not said.automatic)
def tell_of_the_customer(said: CommunicationRecorded, fact: LedgerEntry) -> None:
    """The customer wrote or called about it."""
    if said.about_kind == ServiceRequest.noun and said.about_id is not None:
        _tell("watched.wrote", said.about_id, said, fact, channel=said.channel)


@reacts_to(RequestNoted)
def tell_of_the_note(noted: RequestNoted, fact: LedgerEntry) -> None:
    """A colleague wrote about it; whoever is named there is told so."""
    _tell("watched.noted", noted.request_id, noted, fact)


def _tell(kind: str, request_id: UUID, happened: Any, fact: LedgerEntry, **params: Any) -> None:
    if not watchers_of(request_id):
        return
    request = row_of(REQUESTS, request_id)
    watching = told_watchers(request, at=fact.at)
    otherwise = {person for people in concerned(happened, fact, request).values() for person in people}
    otherwise |= set(getattr(happened, "person_ids", ()))
    told: dict[str, Any] = {"about": request.ref, "label": request.number, "params": params, "at": fact.at}
    people = [person for person in watching if person not in otherwise]
    notify_people(HOUSE, people, kind=kind, key=f"{fact.id}:{kind}", besides=fact.actor_id, **told)
