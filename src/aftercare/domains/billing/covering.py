"""What the coverage decision of a request says of one line: how much of it is paid by somebody else, and why."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from aftercare.domains.contracts.coverage_record import Coverage, PartCoverage, Reason

OVERRIDE = "override"
# By the kind of line, the kind of cost of the decision that speaks of it; nothing covers what is none of them.
COST_OF: Mapping[str, str] = {"labour": "labour", "travel": "travel", "part": "parts"}
WHY_NOT = ("ended", "excluded")
OF_THE_WHOLE = ("warranty_ended", "warranty_void", "warranty_not_begun", "no_device", "no_warranty")


@dataclass(frozen=True, slots=True)
class Said:
    """A share in percent, its source, and the reason as it is kept beside the line."""

    percent: int = 0
    source: str = "none"
    reasons: tuple[Mapping[str, Any], ...] = ()


def said_of(coverage: Coverage, sort: str, part_id: UUID | None) -> Said:
    """What covers a line of this sort where the trouble is with this part."""
    cost = COST_OF.get(sort)
    if cost is None:
        return Said()
    share = coverage.share_for(part_id, cost)
    if coverage.by == OVERRIDE:  # a person decided; the words of the decision stay in the house
        return Said(share.percent, share.source)
    reasons = list(_why(coverage, cost, _better(coverage, part_id)))[:1]
    return Said(share.percent, share.source, tuple({"code": one.code, "params": dict(one.params)} for one in reasons))


def trouble_with(coverage: Coverage, part_ids: Collection[UUID | None]) -> UUID | None:
    """The one part the job is about, where that part is better covered than the device; None of several parts."""
    ids = set(part_ids)
    better = {one.part_id for one in coverage.better}
    return next(iter(ids)) if len(ids) == 1 and ids <= better else None


def _better(coverage: Coverage, part_id: UUID | None) -> PartCoverage | None:
    return next((one for one in coverage.better if one.part_id == part_id), None)


def _why(coverage: Coverage, cost: str, part: PartCoverage | None) -> Iterator[Reason]:
    """The outcome; where somebody pays nothing, what ended or was never promised."""
    codes: dict[str, list[Reason]] = {}
    for reason in coverage.reasons:
        codes.setdefault(reason.code, []).append(reason)
    if part is not None:
        own = [one for one in codes.get(f"part_{cost}_covered", ()) if one.params.get("part") == part.name]
        if own:
            yield from own
            return
    if coverage.share(cost).percent:
        yield from codes.get(f"{cost}_covered", ())
        return
    for code in (*(f"{cost}_{why}" for why in WHY_NOT), *OF_THE_WHOLE, "no_agreement"):
        yield from codes.get(code, ())[:1]
