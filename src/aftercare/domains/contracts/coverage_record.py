"""The coverage decision as a record: kept beside a request, told by the API, read again later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from aftercare.domains.contracts.coverage_facts import COSTS


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a kind of cost is paid, until when, and by which source."""

    percent: int = 0
    until: date | None = None
    source: str = "none"


ALL = 100  # percent
Paid = tuple[Share, str]  # a share and the name of who pays it


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence to be: its code, and what fills its gaps (plain JSON values, days as ISO)."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The decision. `agreement_id` is the agreement whose promises hold, also where it pays nothing."""

    covered: bool
    by: str
    labour: Share = Share()
    parts: Share = Share()
    travel: Share = Share()
    reasons: tuple[Reason, ...] = ()
    agreement_id: UUID | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing at all is charged."""
        return self.covered and all(self.share(cost).percent >= ALL for cost in COSTS)

    def share(self, cost: str) -> Share:
        """The share of a kind of cost."""
        return {"labour": self.labour, "parts": self.parts, "travel": self.travel}[cost]

    def to_json(self) -> dict[str, Any]:
        """As it is kept beside a request and told by the API."""
        shares = {
            cost: {"percent": share.percent, "until": share.until and share.until.isoformat(), "source": share.source}
            for cost in COSTS
            for share in [self.share(cost)]
        }
        return {
            "covered": self.covered,
            "by": self.by,
            **shares,
            "reasons": [{"code": reason.code, "params": dict(reason.params)} for reason in self.reasons],
            "agreement_id": str(self.agreement_id) if self.agreement_id else None,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Coverage":
        """The decision that was kept."""
        shares = {cost: _share_from(kept[cost]) for cost in COSTS if cost in kept}
        reasons = tuple(Reason(reason["code"], reason["params"]) for reason in kept.get("reasons", ()))
        agreement = kept.get("agreement_id")
        return cls(
            kept["covered"],
            kept["by"],
            **shares,
            reasons=reasons,
            agreement_id=UUID(agreement) if agreement else None,
        )


def _share_from(kept: Mapping[str, Any]) -> Share:
    until = kept["until"]
    return Share(kept["percent"], date.fromisoformat(until) if until else None, kept["source"])
