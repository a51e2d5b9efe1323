"""What customers are written on what happens."""

from uuid import UUID

from aftercare.domains.channels.actions import write_to_customer
from aftercare.domains.channels.queries import REQUESTS, Part
from aftercare.domains.dispatch.events import VisitPlanned
from aftercare.domains.dispatch.models import Visit
from aftercare.domains.registrations.events import RegistrationTakenOver
from aftercare.domains.registrations.queries import registration_of
from aftercare.domains.requests.events import (
    RequestCancelled,
    RequestConcluded,
    RequestConfirmed,
    RequestHandled,
    RequestSubmitted,
    RequiredDateMoved,
)
from aftercare.kit.actor import ActorKind, system
from aftercare.kit.compiled import row_of
from aftercare.kit.events import reacts_to
from aftercare.kit.models import LedgerEntry

HOUSE = system("notifications")
CUSTOMER = ActorKind.CUSTOMER


def _write(request_id: UUID, event: str, fact: LedgerEntry, part: Part | None = None) -> None:
    request = row_of(REQUESTS, request_id)
    write_to_customer(HOUSE, request, event=event, key=f"{fact.id}:{event}", at=fact.at, part=part)


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
    """Cancelled by somebody else; where it was to register a device, why it is not."""
    if fact.actor_kind != CUSTOMER:
        registration = registration_of(cancelled.request_id)
        _write(cancelled.request_id, "registration_refused" if registration else "cancelled", fact, registration)


@reacts_to(RegistrationTakenOver)
def write_registered(taken: RegistrationTakenOver, fact: LedgerEntry) -> None:
    """The device is theirs on record, and until when it is under warranty."""
    _write(taken.request_id, "registration_taken_over", fact, registration_of(taken.request_id))
