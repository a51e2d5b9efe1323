"""Who watches a request."""

from datetime import datetime
from typing import Any
from uuid import UUID

from typing_extensions import TypedDict

from aftercare.domains.requests.actions import unwatch_request, watch_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import watchers_of
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Nothing
from aftercare.surfaces.api.people import Named
from aftercare.surfaces.api.requests.noun import request_to_read, requests

HERE = "/requests/{uuid:id}"


class WatcherShown(TypedDict):
    """A colleague who is told what happens to a request."""

    person: Named
    since: datetime


class Watchers(TypedDict):
    """Those who watch a request, the first one first."""

    items: list[WatcherShown]


@requests.reads(f"{HERE}/watchers", Watchers)
def list_request_watchers(call: Call, id: UUID) -> dict[str, Any]:
    """List who watches a request.

    Whoever chose to, and whoever was mentioned in a note.
    """
    return _watchers(request_to_read(call, id))


@requests.moves(f"{HERE}/watch", Watchers, versioned=False)
def watch_a_request(call: Call, id: UUID, body: Nothing | None = None) -> dict[str, Any]:
    """Watch a request.

    The caller is told what happens to it; watching twice is watching once.
    """
    request = request_to_read(call, id)
    watch_request(call.actor, request, at=call.at)
    return _watchers(request)


@requests.moves(f"{HERE}/unwatch", Watchers, versioned=False)
def unwatch_a_request(call: Call, id: UUID, body: Nothing | None = None) -> dict[str, Any]:
    """Stop watching a request.

    The caller is told no more of it, other than what is theirs to do.
    """
    request = request_to_read(call, id)
    unwatch_request(call.actor, request, at=call.at)
    return _watchers(request)


def _watchers(request: ServiceRequest) -> dict[str, Any]:
    rows = watchers_of(request.id)
    return {"items": [{"person": {"id": one.person_id, "name": one.person.name}, "since": one.since} for one in rows]}
