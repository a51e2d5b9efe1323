"""What covers service on a device on a day: labour, parts and travel each, by what, until when, and why.

A pure decision over facts. The day an obligation ends is its last covered day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

COSTS = ("labour", "parts", "travel")
# What a used-up entitlement takes away: a visit brings everything, hours are labour, parts value is parts.
TAKEN_AWAY: Mapping[str, tuple[str, ...]] = {"visits": COSTS, "hours": ("labour",), "parts_value": ("parts",)}
CHARGED_SEPARATELY = ("per_call", "time_and_material")


@dataclass(frozen=True, slots=True)
class Offer:
    """What a source pays of one kind of cost: a percentage, until a last day."""

    percent: int
    until: date


@dataclass(frozen=True, slots=True)
class WarrantyFact:
    """A warranty the device carries."""

    name: str
    starts_on: date
    labour: Offer
    parts: Offer
    travel: Offer
    void_on: date | None = None
    void_reason: str = ""

    def offer(self, cost: str) -> Offer:
        """What it pays of a kind of cost."""
        return {"labour": self.labour, "parts": self.parts, "travel": self.travel}[cost]

    @property
    def last_day(self) -> date:
        """The end of whatever it pays the longest."""
        paid = [self.offer(cost).until for cost in COSTS if self.offer(cost).percent]
        return max(paid, default=self.starts_on)


@dataclass(frozen=True, slots=True)
class EntitlementFact:
    """What an agreement includes in number, and how much of it is used."""

    kind: str
    quantity: Decimal
    used: Decimal

    @property
    def used_up(self) -> bool:
        """Whether nothing is left."""
        return self.used >= self.quantity


@dataclass(frozen=True, slots=True)
class AgreementFact:
    """An agreement that may apply; `fits` tells whether it is for this device (or, without one, for any)."""

    id: UUID
    number: str
    name: str
    starts_on: date
    ends_on: date
    status: str
    charging: str
    precedence: int
    named: bool
    fits: bool
    percents: Mapping[str, int]
    entitlements: tuple[EntitlementFact, ...] = ()

    def in_force(self, on: date) -> bool:
        """Whether its promises count on a day for what is asked about."""
        return self.fits and self.status == "active" and self.starts_on <= on <= self.ends_on

    def percent(self, cost: str) -> int:
        """What it pays of a kind of cost, as long as what it includes is not used up."""
        gone = any(cost in TAKEN_AWAY[part.kind] for part in self.entitlements if part.used_up)
        return 0 if gone else self.percents[cost]


@dataclass(frozen=True, slots=True)
class CoverageFacts:
    """Everything the decision looks at."""

    on: date
    with_device: bool
    warranties: tuple[WarrantyFact, ...] = ()
    agreements: tuple[AgreementFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a kind of cost is paid, until when, and by which source."""

    percent: int = 0
    until: date | None = None
    source: str = "none"


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


def decide(facts: CoverageFacts) -> Coverage:
    """Each kind of cost goes to whoever pays the most of it: a warranty first, then the agreement that ranks first."""
    applying = ranked(agreement for agreement in facts.agreements if agreement.in_force(facts.on))
    best = {cost: _best(facts, applying, cost) for cost in COSTS}
    sources = {share.source for share, _name in best.values()}
    return Coverage(
        covered=sources != {"none"},
        by=next((by for by in ("warranty", "agreement") if by in sources), "none"),
        labour=best["labour"][0],
        parts=best["parts"][0],
        travel=best["travel"][0],
        reasons=(*_outcome(best), *_about_warranties(facts, best), *_about_agreements(facts, applying)),
        agreement_id=applying[0].id if applying else None,
    )


def ranked(agreements: Iterable[AgreementFact]) -> list[AgreementFact]:
    """The lowest precedence first; then one that names the device; then the latest begun; then by number."""
    return sorted(agreements, key=lambda a: (a.precedence, not a.named, -a.starts_on.toordinal(), a.number))


def overridden(coverage: Coverage, percents: Mapping[str, int], *, reason: str) -> Coverage:
    """The decision as a person put it, with what would have held otherwise still told."""
    shares = {cost: Share(percents[cost], None, "override" if percents[cost] else "none") for cost in COSTS}
    told = (Reason("overridden", {"reason": reason, **percents}), *coverage.reasons)
    return replace(coverage, covered=any(percents.values()), by="override", **shares, reasons=told)


def _best(facts: CoverageFacts, applying: list[AgreementFact], cost: str) -> tuple[Share, str]:
    """The share of a kind of cost with the name of who pays; the longer of two equal warranties."""
    paying = [(_warranty_share(warranty, cost, facts.on), warranty.name) for warranty in facts.warranties]
    paying.sort(key=lambda found: (found[0].until or date.min, found[1]), reverse=True)
    for agreement in applying:
        percent = agreement.percent(cost)
        share = Share(percent, agreement.ends_on, "agreement") if percent else Share()
        paying.append((share, f"{agreement.number} {agreement.name}"))
    return max(paying, key=lambda found: found[0].percent, default=(Share(), ""))


def _warranty_share(warranty: WarrantyFact, cost: str, on: date) -> Share:
    offer = warranty.offer(cost)
    void = warranty.void_on is not None and on >= warranty.void_on
    if void or not offer.percent or not warranty.starts_on <= on <= offer.until:
        return Share()
    return Share(offer.percent, offer.until, "warranty")


def _outcome(best: Mapping[str, tuple[Share, str]]) -> Iterable[Reason]:
    for cost, (share, name) in best.items():
        if share.percent and share.until:
            params = {"name": name, "percent": share.percent, "until": share.until.isoformat()}
            yield Reason(f"{cost}_covered", params)
        else:
            yield Reason(f"{cost}_charged")


def _about_warranties(facts: CoverageFacts, best: Mapping[str, tuple[Share, str]]) -> Iterable[Reason]:
    if not facts.with_device:
        yield Reason("no_device")
    elif not facts.warranties:
        yield Reason("no_warranty")
    for warranty in facts.warranties:
        if warranty.void_on is not None and facts.on >= warranty.void_on:
            params = {"name": warranty.name, "on": warranty.void_on.isoformat(), "reason": warranty.void_reason}
            yield Reason("warranty_void", params)
        elif facts.on < warranty.starts_on:
            yield Reason("warranty_not_begun", {"name": warranty.name, "on": warranty.starts_on.isoformat()})
        elif facts.on > warranty.last_day:
            yield Reason("warranty_ended", {"name": warranty.name, "on": warranty.last_day.isoformat()})
        else:
            yield from _shares_ended(warranty, facts.on, best)


def _shares_ended(warranty: WarrantyFact, on: date, best: Mapping[str, tuple[Share, str]]) -> Iterable[Reason]:
    for cost in COSTS:
        offer = warranty.offer(cost)
        if offer.percent and offer.until < on and best[cost][0].percent < offer.percent:
            yield Reason(f"{cost}_ended", {"name": warranty.name, "on": offer.until.isoformat()})


def _about_agreements(facts: CoverageFacts, applying: list[AgreementFact]) -> Iterable[Reason]:
    if not facts.agreements:
        yield Reason("no_agreement")
    for agreement in applying:
        yield Reason("agreement_in_force", {"number": agreement.number, "until": agreement.ends_on.isoformat()})
        for part in agreement.entitlements:
            if part.used_up:
                yield Reason(f"{part.kind}_used_up", {"number": agreement.number, "quantity": _plain(part.quantity)})
        if agreement.charging in CHARGED_SEPARATELY:
            yield Reason(f"charged_{agreement.charging}", {"number": agreement.number})
    for agreement in ranked(agreement for agreement in facts.agreements if agreement not in applying):
        yield _why_not(agreement, facts)


def _why_not(agreement: AgreementFact, facts: CoverageFacts) -> Reason:
    if agreement.status == "ended" or facts.on > agreement.ends_on:
        return Reason("agreement_ended", {"number": agreement.number, "on": agreement.ends_on.isoformat()})
    if agreement.status == "suspended":
        return Reason("agreement_suspended", {"number": agreement.number})
    if facts.on < agreement.starts_on:
        return Reason("agreement_not_begun", {"number": agreement.number, "on": agreement.starts_on.isoformat()})
    code = "agreement_without_device" if facts.with_device else "agreement_needs_device"
    return Reason(code, {"number": agreement.number})


def _share_from(kept: Mapping[str, Any]) -> Share:
    until = kept["until"]
    return Share(kept["percent"], date.fromisoformat(until) if until else None, kept["source"])


def _plain(quantity: Decimal) -> str:
    return f"{quantity.normalize():f}"
