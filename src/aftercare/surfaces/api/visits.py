"""Visits: who goes where, and when."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.db.transaction import atomic
from ninja import Query
from typing_extensions import TypedDict

from aftercare.domains.dispatch.actions import move_visit
from aftercare.domains.dispatch.models import Visit
from aftercare.domains.dispatch.policies import visible_to
from aftercare.domains.dispatch.states import LIVE
from aftercare.domains.requests.actions import keep_late_report
from aftercare.domains.requests.policies import VIEW
from aftercare.kit.errors import NotAllowed, WrongState
from aftercare.kit.instants import when_done
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Instant
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.people import Coded, by_code
from aftercare.surfaces.api.versions import unchanged

visits = Noun(
    "visits", "Visits 上门: one engineer, one slot, one request; planned by dispatch, moved on by the engineer."
)
HERE = "/visits/{uuid:id}"
StateName = Literal["planned", "confirmed", "travelling", "arrived", "working", "done", "failed", "cancelled"]


class RequestNamed(TypedDict):
    """The request a visit is for."""

    id: UUID
    number: str
    title: str


class VisitShown(TypedDict):
    """A visit."""

    id: UUID
    request: RequestNamed
    attempt: int
    engineer: Coded | None
    planned_from: datetime
    planned_to: datetime
    state: StateName
    version: int


class VisitQuery(Listing):
    """Which visits."""

    request_id: UUID | None = None
    engineer_id: UUID | None = None
    state: list[StateName] = []
    from_at: Instant | None = None
    before_at: Instant | None = None
    sort: Literal["planned_from", "-planned_from"] = "planned_from"


def _show(visit: Visit) -> dict[str, Any]:
    request = visit.request
    return {
        "id": visit.id,
        "request": {"id": request.id, "number": request.number, "title": request.title},
        "attempt": visit.attempt_position,
        "engineer": by_code(visit.engineer),
        "planned_from": visit.planned_from,
        "planned_to": visit.planned_to,
        "state": visit.state,
        "version": visit.version,
    }


def _visits(call: Call) -> QuerySet[Visit]:
    return visible_to(call.actor).select_related("request", "engineer").defer("request__search")


@visits.lists("/visits", VisitShown)
def list_visits(call: Call, query: Query[VisitQuery]) -> dict[str, Any]:
    """List visits.

    Of the requests the caller may see, by time.
    """
    require(may(call.actor, VIEW))
    given = query.filters(state="state__in", from_at="planned_from__gte", before_at="planned_from__lt")
    return listed(_visits(call).filter(**given), query, each(_show))


@visits.reads(HERE, VisitShown)
def read_visit(call: Call, id: UUID) -> dict[str, Any]:
    """Read a visit.

    With its request and slot.
    """
    return _show(found(_visits(call), id))


class Done(Body):
    """When it happened, where the report comes later."""

    done_at: Instant | None = None


def _moved(call: Call, id: UUID, verb: str, body: Done | None) -> dict[str, Any]:
    visit = found(_visits(call), id)
    unchanged(call, visit, first=[visit.request])
    move_visit(call.actor, visit, verb=verb, done_at=body.done_at if body else None, at=call.at)
    return read_visit(call, id)


def _reported(call: Call, id: UUID, verb: str, body: Done | None) -> dict[str, Any]:
    """A step of a visit that ended or was taken away meanwhile goes to the manager, where it says when it was done."""
    try:
        with atomic():
            return _moved(call, id, verb, body)
    except (NotAllowed, WrongState) as refused:
        visit = found(_visits(call), id)
        goes_on = visit.state in LIVE and isinstance(refused, WrongState)
        if body is None or body.done_at is None or goes_on:
            raise
        done = when_done(body.done_at, since=visit.request.submitted_at, at=call.at)
        keep_late_report(call.actor, visit.request, verb=verb, done_at=done, report="", at=call.at)
        return read_visit(call, id)


@visits.moves(f"{HERE}/confirm", VisitShown)
def confirm_visit(call: Call, id: UUID, body: Done | None = None) -> dict[str, Any]:
    """Confirm a visit.

    The customer agreed to the time.
    """
    return _moved(call, id, "confirm", body)


@visits.moves(f"{HERE}/travel", VisitShown)
def travel_to_visit(call: Call, id: UUID, body: Done | None = None) -> dict[str, Any]:
    """Set out.

    The engineer is on the way.
    """
    return _reported(call, id, "travel", body)


@visits.moves(f"{HERE}/arrive", VisitShown)
def arrive_at_visit(call: Call, id: UUID, body: Done | None = None) -> dict[str, Any]:
    """Arrive.

    The promise of arrival is kept from here on.
    """
    return _reported(call, id, "arrive", body)


@visits.moves(f"{HERE}/work", VisitShown)
def work_at_visit(call: Call, id: UUID, body: Done | None = None) -> dict[str, Any]:
    """Begin the work on site.

    While it goes on, the required date does not take the request away.
    """
    return _reported(call, id, "work", body)
