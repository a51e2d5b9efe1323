"""Read who could go, and why engineers were chosen."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.dispatch.decision import Choice, Scored
from aftercare.domains.dispatch.models import Decision
from aftercare.domains.dispatch.policies import VIEW as VIEW_PLAN
from aftercare.domains.dispatch.proposals import Proposal
from aftercare.domains.dispatch.queries import candidates_for, decisions_of
from aftercare.domains.dispatch.words import Reason
from aftercare.domains.requests.policies import may_move
from aftercare.domains.requests.queries import find_request
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.lists import Listing, listed
from aftercare.surfaces.api.requests.noun import requests


class ScorePartShown(TypedDict):
    """Minutes of travel that speak against (or, negative, for) an engineer, and why."""

    code: str
    minutes: float
    reason: str


class Candidate(TypedDict):
    """An engineer who was looked at."""

    engineer_id: UUID
    name: str
    accepted: bool
    score: Annotated[float, Field(description="Minutes of travel in all; the lowest goes. 0 for a refused one.")]
    parts: list[ScorePartShown]
    refused: Annotated[list[str], Field(description="Why not, in sentences.")]
    warnings: list[str]
    earliest_start_at: datetime | None


class Candidates(TypedDict):
    """Who could go, the best first."""

    chosen_id: UUID | None
    reason: str
    proposal: Annotated[str, Field(description="Give it to `assign` or `auto_assign` to decide on this very list.")]
    items: list[Candidate]


@requests.reads("/requests/{uuid:id}/candidates", Candidates)
def read_request_candidates(call: Call, id: UUID) -> dict[str, Any]:
    """Read who could go.

    Every active engineer with the parts of the score and the reasons; whom `auto_assign` would take comes first.
    """
    request = find_request(call.actor, id)
    require(may_move(call.actor, "assign", request))
    choice = candidates_for(request, at=call.at)
    return {
        "chosen_id": choice.chosen.engineer_id if choice.chosen else None,
        "reason": choice.reason.sentence(),
        "proposal": Proposal.of(request.id, choice, at=call.at).slip(),
        "items": [_candidate(scored) for scored in choice.candidates],
    }


class DecisionShown(TypedDict):
    """How an engineer was chosen: whom the rules proposed among whom, and who was sent."""

    id: UUID
    decided_at: datetime
    seen_at: Annotated[datetime | None, Field(description="When the list was seen on which a person decided.")]
    by_hand: bool
    overridden: Annotated[
        bool, Field(description="Another than the proposed one was sent, or warnings were passed over.")
    ]
    engineer_id: UUID | None
    proposed_id: UUID | None
    reason: Annotated[str, Field(description="Why the rules proposed whom they proposed.")]
    warnings: list[str]
    weight_set_id: Annotated[UUID | None, Field(description="The weights that counted; null: the ready-made ones.")]
    candidates: Annotated[list[Candidate], Field(description="The list as it was then, the best first.")]


class DecisionQuery(Listing):
    """In which order."""

    sort: Literal["created_at", "-created_at"] = "-created_at"
    limit: int = Field(10, ge=1, le=50, description="How many at most.")


@requests.lists("/requests/{uuid:id}/decisions", DecisionShown)
def list_request_decisions(call: Call, id: UUID, query: Query[DecisionQuery]) -> dict[str, Any]:
    """List how engineers were chosen for a request.

    The latest first, each with the candidates as they were then; a person's choice keeps them like one of the rules.
    """
    request = find_request(call.actor, id)
    require(may(call.actor, VIEW_PLAN))
    return listed(decisions_of(request), query, _decisions)


def _decisions(rows: Sequence[Decision]) -> list[DecisionShown]:
    kept = [each["engineer_id"] for row in rows for each in row.record.get("candidates", ())]
    names = dict(Engineer.objects.filter(pk__in=kept).values_list("pk", "name"))
    return [_decision(row, Choice.from_json(row.record, names) if row.record else None) for row in rows]


def _decision(row: Decision, choice: Choice | None) -> DecisionShown:
    """One that was made by hand before candidates were kept has none."""
    return {
        "id": row.id,
        "decided_at": row.decided_at,
        "seen_at": row.seen_at,
        "by_hand": row.by_hand,
        "overridden": row.overridden,
        "engineer_id": row.engineer_id,
        "proposed_id": choice.chosen.engineer_id if choice and choice.chosen else None,
        "reason": choice.reason.sentence() if choice else "",
        "warnings": [Reason.from_json(one).sentence() for one in row.warnings],
        "weight_set_id": row.weights_id,
        "candidates": [_candidate(scored) for scored in choice.candidates] if choice else [],
    }


def _candidate(scored: Scored) -> Candidate:
    return {
        "engineer_id": scored.engineer_id,
        "name": scored.name,
        "accepted": scored.accepted,
        "score": scored.total_minutes,
        "parts": [{"code": part.code, "minutes": part.minutes, "reason": part.sentence()} for part in scored.parts],
        "refused": [reason.sentence() for reason in scored.refused],
        "warnings": [reason.sentence() for reason in scored.warnings],
        "earliest_start_at": scored.earliest_start_at,
    }
