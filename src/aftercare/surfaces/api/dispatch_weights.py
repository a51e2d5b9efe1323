"""Dispatch weights: what counts how much when the rules choose an engineer, and what others would have changed."""

from collections.abc import Sequence
from dataclasses import Field as Weight
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field, create_model
from typing_extensions import TypedDict

from aftercare.domains.dispatch.actions import set_weights
from aftercare.domains.dispatch.models import WeightSet
from aftercare.domains.dispatch.policies import may_set_weights, may_view_weights
from aftercare.domains.dispatch.queries import active_weights, facts_of_sets, weights_of, what_would_change
from aftercare.domains.dispatch.weights import Weights, described
from aftercare.kit.permissions import require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Flag, Number, Text, Whole
from aftercare.surfaces.api.lists import Listing, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.versions import expected_version

dispatch_weights = Noun(
    "dispatch_weights", "Dispatch weights 派工权重: what counts how much when the rules choose.", scope="visits"
)
HERE = "/dispatch_weights"
JSON_TYPES: dict[type, Any] = {float: Number, int: Whole, bool: Flag}


def _type_of(weight: Weight[Any]) -> Any:
    """The JSON of one weight: a number, a flag, or four numbers by priority."""
    if weight.type is bool:
        return Flag
    low, high = weight.metadata["low"], weight.metadata["high"]
    if isinstance(weight.default, tuple):
        each = Annotated[Number, Field(ge=low, le=high)]
        return Annotated[list[each], Field(min_length=4, max_length=4)]
    return Annotated[JSON_TYPES[weight.type], Field(ge=low, le=high)]  # type: ignore[index]


def _said(weight: Weight[Any]) -> str:
    by_priority = " Four numbers: urgent, high, normal, low." if isinstance(weight.default, tuple) else ""
    return f"{weight.metadata['sentence']}{by_priority}"


def _ready(weight: Weight[Any]) -> Any:
    return list(weight.default) if isinstance(weight.default, tuple) else weight.default


WeightsShown = TypedDict(  # type: ignore[misc]
    "WeightsShown",
    {name: Annotated[_type_of(weight), Field(description=_said(weight))] for name, weight in described().items()},
)
_GIVEN: dict[str, Any] = {
    name: (_type_of(each), Field(_ready(each), description=_said(each))) for name, each in described().items()
}
WeightsGiven: Any = create_model("WeightsGiven", __base__=Body, __doc__="The numbers by name.", **_GIVEN)


class WeightSetShown(TypedDict):
    """A set of weights."""

    id: Annotated[UUID | None, Field(description="Null while the ready-made numbers choose.")]
    version: Annotated[int, Field(description="The number of the set, from 1; 0 is ready-made.")]
    set_at: datetime | None
    set_by: Annotated[UUID | None, Field(description="The user who set it.")]
    reason: str
    changed: Annotated[list[str], Field(description="What differs from the set before.")]
    weights: WeightsShown


class WeightsChange(Body):
    """The whole set."""

    weights: WeightsGiven
    reason: Text = Field("", max_length=200, examples=["熟客要熟人"])


class PreviewAsked(Body):
    """The whole set to look ahead with."""

    weights: WeightsGiven


class DifferenceShown(TypedDict):
    """A choice that would have fallen on somebody else."""

    request_id: UUID
    engineer_id: Annotated[UUID, Field(description="Who was chosen.")]
    instead_engineer_id: Annotated[UUID | None, Field(description="Who would have been; null: nobody.")]
    ahead_minutes: float
    code: Annotated[str, Field(examples=["shift_ahead"])]
    why: str


class PreviewShown(TypedDict):
    """What other weights would have changed."""

    looked_at: Annotated[int, Field(description="How many of the latest choices of the rules were looked at.")]
    since: Annotated[datetime | None, Field(description="When the oldest of them was made.")]
    changed: int
    already: Annotated[int, Field(description="Of these by the numbers in force, too.")]
    by_hand: Annotated[str, Field(description="Given by hand in that time.", examples=["12", "1000+"])]
    unseen: Annotated[list[str], Field(description="Changed weights whose effect past choices can't tell.")]
    differences: list[DifferenceShown]


def _show_sets(sets: Sequence[WeightSet]) -> list[dict[str, Any]]:
    facts = facts_of_sets(sets)
    return [_show(one, at=facts[one.id].at, by=facts[one.id].actor_id, **_changed(facts[one.id])) for one in sets]


def _changed(fact: Any) -> dict[str, Any]:
    return {"changed": fact.data.get("fields", [])}


def _show(
    one: WeightSet | None, *, at: datetime | None = None, by: UUID | None = None, changed: Sequence[str] = ()
) -> dict[str, Any]:
    return {
        "id": one.id if one else None,
        "version": one.version if one else 0,
        "set_at": at,
        "set_by": by,
        "reason": one.reason if one else "",
        "changed": list(changed),
        "weights": weights_of(one).to_json(),
    }


@dispatch_weights.reads(HERE, WeightSetShown)
def read_dispatch_weights(call: Call) -> dict[str, Any]:
    """Read the dispatch weights in force.

    For whoever sees why engineers were chosen.
    """
    require(may_view_weights(call.actor))
    force = active_weights()
    return _show_sets([force])[0] if force else _show(None)


@dispatch_weights.sets(HERE, WeightSetShown, versioned=True)
def set_dispatch_weights(call: Call, body: WeightsChange) -> dict[str, Any]:
    """Set the dispatch weights.

    The whole set; what is left out takes its ready-made value. The same numbers again make no new set.
    """
    values, expected = body.weights.model_dump(), expected_version(call.http)
    kept = set_weights(call.actor, values=values, reason=body.reason, expected=expected, at=call.at)
    return _show_sets([kept])[0]


@dispatch_weights.moves(f"{HERE}/preview", PreviewShown, versioned=False)
def preview_dispatch_weights(call: Call, body: PreviewAsked) -> dict[str, Any]:
    """Look ahead with other dispatch weights.

    Which of the latest choices of the rules would have fallen on somebody else, and why. Nothing is written.
    """
    require(may_set_weights(call.actor))
    found = what_would_change(Weights.from_json(body.weights.model_dump()))
    return {
        "looked_at": found.looked_at,
        "since": found.since,
        "changed": len(found.differences),
        "already": found.already,
        "by_hand": found.by_hand,
        "unseen": list(found.unseen),
        "differences": [
            {
                "request_id": each.request_id,
                "engineer_id": each.then_id,
                "instead_engineer_id": each.now_id,
                "ahead_minutes": each.ahead_minutes,
                "code": each.why.code,
                "why": each.why.sentence(),
            }
            for each in found.differences
        ],
    }


class SetQuery(Listing):
    """In which order."""

    sort: Literal["created_at", "-created_at"] = "-created_at"


@dispatch_weights.lists(f"{HERE}/sets", WeightSetShown)
def list_dispatch_weight_sets(call: Call, query: Query[SetQuery]) -> dict[str, Any]:
    """List the sets of dispatch weights.

    The one in force first; decisions keep the set they were made by.
    """
    require(may_view_weights(call.actor))
    return listed(WeightSet.objects.all(), query, _show_sets)
