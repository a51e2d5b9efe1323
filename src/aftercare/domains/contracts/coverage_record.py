"""The coverage decision as a record: kept beside a request, told by the API, read again later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from aftercare.domains.contracts.coverage_facts import COSTS


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a kind of cost is paid, until when, by which source, and by which agreement where one pays."""

    percent: int = 0
    until: date | None = None
    source: str = "none"
    agreement_id: UUID | None = None


ALL = 100  # percent
Paid = tuple[Share, str]  # a share and the name of who pays it


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence to be: its code, and what fills its gaps (plain JSON values, days as ISO)."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PartCoverage:
    """What is paid where the trouble is with one part that is better covered than the whole device."""

    part_id: UUID
    name: str
    labour: Share = Share()
    parts: Share = Share()
    travel: Share = Share()

    def share(self, cost: str) -> Share:
        """The share of a kind of cost."""
        return {"labour": self.labour, "parts": self.parts, "travel": self.travel}[cost]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The decision. `agreement_id` is the agreement whose promises hold, also where it pays nothing.

    `better` names the parts for which more is paid than for the device as a whole.
    """

    covered: bool
    by: str
    labour: Share = Share()
    parts: Share = Share()
    travel: Share = Share()
    reasons: tuple[Reason, ...] = ()
    agreement_id: UUID | None = None
    better: tuple[PartCoverage, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing at all is charged."""
        return self.covered and all(self.share(cost).percent >= ALL for cost in COSTS)

    def share(self, cost: str) -> Share:
        """The share of a kind of cost."""
        return {"labour": self.labour, "parts": self.parts, "travel": self.travel}[cost]

    def share_for(self, part_id: UUID | None, cost: str) -> Share:
        """The share of a kind of cost where the trouble is with this part."""
        return next((one.share(cost) for one in self.better if one.part_id == part_id), self.share(cost))

    def to_json(self) -> dict[str, Any]:
        """As it is kept beside a request and told by the API."""
        kept = {
            "covered": self.covered,
            "by": self.by,
            **_shares_kept(self),
            "reasons": [{"code": reason.code, "params": dict(reason.params)} for reason in self.reasons],
            "agreement_id": str(self.agreement_id) if self.agreement_id else None,
        }
        if self.better:
            kept["better"] = [
                {"part_id": str(one.part_id), "name": one.name, **_shares_kept(one)} for one in self.better
            ]
        return kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Coverage":
        """The decision that was kept; a request that came without one is covered by nothing."""
        agreement = _id_from(kept)
        shares = _shares_from(kept, agreement)
        reasons = tuple(Reason(reason["code"], reason["params"]) for reason in kept.get("reasons", ()))
        return cls(
            kept.get("covered", False),
            kept.get("by", "none"),
            **shares,
            reasons=reasons,
            agreement_id=agreement,
            better=tuple(
                PartCoverage(UUID(one["part_id"]), one["name"], **_shares_from(one, agreement))
                for one in kept.get("better", ())
            ),
        )


def _shares_kept(held: Coverage | PartCoverage) -> dict[str, Any]:
    return {cost: _share_kept(held.share(cost)) for cost in COSTS}


def _share_kept(share: Share) -> dict[str, Any]:
    kept = {"percent": share.percent, "until": share.until and share.until.isoformat(), "source": share.source}
    return {**kept, "agreement_id": str(share.agreement_id)} if share.agreement_id else kept


def _shares_from(kept: Mapping[str, Any], agreement: UUID | None) -> dict[str, Share]:
    return {cost: _share_from(kept[cost], agreement) for cost in COSTS if cost in kept}


def _share_from(kept: Mapping[str, Any], agreement: UUID | None) -> Share:
    """Decisions of old did not tell which agreement pays: the one whose promises hold."""
    until, source = kept.get("until"), kept.get("source", "none")
    paying = (_id_from(kept) or agreement) if source == "agreement" else None
    return Share(kept["percent"], date.fromisoformat(until) if until else None, source, paying)


def _id_from(kept: Mapping[str, Any]) -> UUID | None:
    held = kept.get("agreement_id")
    return UUID(held) if held else None
