"""How much of each kind of cost is paid, as the API tells it."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.contracts.coverage_facts import COSTS
from aftercare.domains.contracts.coverage_record import Coverage, PartCoverage
from aftercare.domains.contracts.coverage_words import sentences


class Share(TypedDict):
    """How much of a kind of cost is paid, until when, by which source, and by which agreement where one pays."""

    percent: int
    until: date | None
    source: str
    agreement_id: UUID | None


class PartShares(TypedDict):
    """What is paid where the trouble is with one part that is better covered than the whole device."""

    part_id: UUID
    name: str
    labour: Share
    parts: Share
    travel: Share


class CoverageShown(TypedDict):
    """What covers the work, and why."""

    covered: bool
    by: Annotated[str, Field(examples=["warranty", "agreement", "override", "none"])]
    labour: Share
    parts: Share
    travel: Share
    better_parts: list[PartShares]
    reason: Annotated[str, Field(description="The decision in sentences, in the reader's language.")]


def show_coverage(kept: Mapping[str, Any]) -> CoverageShown:
    """The decision that was kept, in the reader's language."""
    return coverage_shown(Coverage.from_json(kept))


def coverage_shown(coverage: Coverage) -> CoverageShown:
    """The decision in the reader's language."""
    labour, parts, travel = (_share(coverage, cost) for cost in COSTS)
    return {
        "covered": coverage.covered,
        "by": coverage.by,
        "labour": labour,
        "parts": parts,
        "travel": travel,
        "better_parts": [_part(one) for one in coverage.better],
        "reason": " ".join(sentences(coverage)),
    }


def _part(one: PartCoverage) -> PartShares:
    labour, parts, travel = (_share(one, cost) for cost in COSTS)
    return {"part_id": one.part_id, "name": one.name, "labour": labour, "parts": parts, "travel": travel}


def _share(held: Coverage | PartCoverage, cost: str) -> Share:
    share = held.share(cost)
    return {"percent": share.percent, "until": share.until, "source": share.source, "agreement_id": share.agreement_id}
