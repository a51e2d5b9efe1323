"""One move with several requests: each by itself, and what came of each is answered."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db import transaction
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.requests.errors import AssigneeNeeded
from aftercare.domains.requests.policies import VIEW, visible_to
from aftercare.kit.locking import lock_all
from aftercare.kit.one_by_one import MOST, one_by_one
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Nothing
from aftercare.surfaces.api.requests import bodies, moves, writing
from aftercare.surfaces.api.requests.finding import assignee
from aftercare.surfaces.api.requests.noun import requests

Ids = Annotated[list[UUID], Field(min_length=1, max_length=MOST, description="Each once.")]


def _choose(call: Call, id: UUID, body: Nothing) -> Any:
    """By the rules as they are when its turn comes: of many nobody has looked at the proposals."""
    return moves.auto_assign_request(call, id, None)


HANDLERS: Mapping[str, Callable[..., Any]] = {
    "assign": moves.assign_request,
    "auto_assign": _choose,
    "withdraw": moves.withdraw_request,
    "suspend": moves.suspend_request,
    "resume": moves.resume_request,
    "cancel": moves.cancel_request,
    "change": writing.change_a_request,
}


class BulkAssigned(Body):
    """Give all of them to somebody."""

    verb: Literal["assign"]
    ids: Ids
    body: bodies.Assigned


class BulkPlain(Body):
    """A move that needs no words."""

    verb: Literal["auto_assign", "resume"]
    ids: Ids
    body: Nothing = Nothing()


class BulkBecause(Body):
    """A move with its reason."""

    verb: Literal["withdraw", "cancel"]
    ids: Ids
    body: bodies.Because


class BulkSuspended(Body):
    """Let all of them wait."""

    verb: Literal["suspend"]
    ids: Ids
    body: bodies.SuspendGiven


class BulkChanged(Body):
    """Change what all of them say."""

    verb: Literal["change"]
    ids: Ids
    body: bodies.RequestChanged


Bulk = BulkAssigned | BulkPlain | BulkBecause | BulkSuspended | BulkChanged


class MovedShown(TypedDict):
    """What came of one of them."""

    id: UUID
    done: bool
    code: Annotated[str | None, Field(description="Why not, for programs.")]
    detail: Annotated[str | None, Field(description="Why not, in a sentence.")]


class ManyMoved(TypedDict):
    """What came of each, in the order they were named."""

    done: int
    refused: int
    items: list[MovedShown]


@requests.moves("/requests/bulk", ManyMoved, versioned=False)
@transaction.atomic
def move_many_requests(call: Call, body: Bulk) -> dict[str, Any]:
    """Make a move with several requests.

    One command each: what is refused stays as it is and says why, the others are done.
    """
    require(may(call.actor, VIEW))
    if isinstance(body, BulkAssigned) and not any(assignee(body.body).values()):
        raise AssigneeNeeded()  # of nobody, which would be said of each
    lock_all(visible_to(call.actor).filter(pk__in=body.ids).only("id"))  # first, in one order, whatever order is asked
    handler = HANDLERS[body.verb]
    told = one_by_one(dict.fromkeys(body.ids), lambda id: handler(call, id, body.body))
    items = [
        {
            "id": one.thing,
            "done": one.refusal is None,
            "code": one.refusal.code if one.refusal else None,
            "detail": str(one.refusal) if one.refusal else None,
        }
        for one in told
    ]
    refused = sum(not item["done"] for item in items)
    return {"done": len(items) - refused, "refused": refused, "items": items}
