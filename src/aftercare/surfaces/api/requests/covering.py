"""Who pays for a request: every decision there was, by hand, and back to the rules."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.models import User
from aftercare.domains.requests.actions import override_coverage, restore_coverage
from aftercare.domains.requests.queries import coverage_decisions, find_request
from aftercare.surfaces.api.agreements import Percent
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Text
from aftercare.surfaces.api.people import Named
from aftercare.surfaces.api.requests.noun import request_to_change, requests, told
from aftercare.surfaces.api.requests.shown import RequestShown
from aftercare.surfaces.api.shares import CoverageShown, show_coverage

HERE = "/requests/{uuid:id}"
MOST = 200


class CoverageDecided(TypedDict):
    """One decision who pays."""

    cause: Annotated[
        Literal["entry", "facts", "override", "restored"],
        Field(description="At entry, because facts came late, by hand, or back to what the rules say."),
    ]
    decided_at: datetime
    decided_by: Named | None
    reason: str
    coverage: CoverageShown


class CoverageDecisions(TypedDict):
    """The decision that holds, and every one there was, the latest first."""

    now: CoverageShown
    items: list[CoverageDecided]


class CoverageByHand(Body):
    """How much of each kind of cost the house bears, and why."""

    labour_percent: Percent
    parts_percent: Percent
    travel_percent: Percent
    reason: Text = Field(min_length=1, max_length=500)


class CoverageBack(Body):
    """Why the rules decide again."""

    reason: Text = Field(min_length=1, max_length=500)


@requests.reads(f"{HERE}/coverage", CoverageDecisions)
def read_request_coverage(call: Call, id: UUID) -> dict[str, Any]:
    """Read who pays for a request.

    Where it was decided once, at entry, there is that decision alone.
    """
    request = find_request(call.actor, id)
    rows = list(coverage_decisions(request)[:MOST])
    names = dict(User.objects.filter(pk__in={row.decided_by for row in rows}).values_list("pk", "name"))
    items = [
        {
            "cause": row.cause,
            "decided_at": row.decided_at,
            "decided_by": {"id": row.decided_by, "name": names[row.decided_by]} if row.decided_by in names else None,
            "reason": row.reason,
            "coverage": show_coverage(row.coverage),
        }
        for row in rows
    ]
    now = show_coverage(request.coverage)
    first = {"cause": "entry", "decided_at": request.submitted_at, "decided_by": None, "reason": "", "coverage": now}
    return {"now": now, "items": items or [first]}


@requests.moves(f"{HERE}/override_coverage", RequestShown)
def override_request_coverage(call: Call, id: UUID, body: CoverageByHand) -> dict[str, Any]:
    """Decide by hand who pays.

    Until hours, parts and costs are accepted. What the rules say stays beside it.
    """
    request = request_to_change(call, id)
    override_coverage(call.actor, request, at=call.at, **body.model_dump())
    return told(call, id)


@requests.moves(f"{HERE}/restore_coverage", RequestShown)
def restore_request_coverage(call: Call, id: UUID, body: CoverageBack) -> dict[str, Any]:
    """Let the rules decide again who pays.

    Takes the decision by hand back.
    """
    restore_coverage(call.actor, request_to_change(call, id), reason=body.reason, at=call.at)
    return told(call, id)
