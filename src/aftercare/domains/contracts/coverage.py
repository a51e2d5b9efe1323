"""What covers service on a device on a day: labour, parts and travel each, by what, until when, and why.

A pure decision over facts; whoever needs it finds all its words here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from aftercare.domains.contracts.coverage_facts import (
    CHARGED_SEPARATELY,
    COSTS,
    WAYS,
    AgreementFact,
    CoverageFacts,
    EntitlementFact,
    Offer,
    PartNamed,
    WarrantyFact,
)
from aftercare.domains.contracts.coverage_reasons import reasons
from aftercare.domains.contracts.coverage_record import Coverage, Paid, PartCoverage, Reason, Share

__all__ = [
    "CHARGED_SEPARATELY",
    "COSTS",
    "WAYS",
    "AgreementFact",
    "Coverage",
    "CoverageFacts",
    "EntitlementFact",
    "Offer",
    "PartCoverage",
    "PartNamed",
    "Reason",
    "Share",
    "WarrantyFact",
    "decide",
    "overridden",
]


def decide(facts: CoverageFacts) -> Coverage:
    """Each kind of cost goes to whoever pays the most of it: a warranty first, then the agreement that ranks first.

    The warranty of a part counts where the trouble is with that part; what it pays more then is told beside.
    """
    applying = ranked(agreement for agreement in facts.agreements if agreement.in_force(facts.on))
    others = ranked(agreement for agreement in facts.agreements if not agreement.in_force(facts.on))
    best = _all_best([one for one in facts.warranties if one.part is None], applying, facts.on)
    by_part = _better_parts(facts, applying, best)
    sources = {share.source for paid in (best, *by_part.values()) for share, _name in paid.values()}
    return Coverage(
        covered=sources != {"none"},
        by=next((by for by in ("warranty", "agreement") if by in sources), "none"),
        labour=best["labour"][0],
        parts=best["parts"][0],
        travel=best["travel"][0],
        reasons=reasons(facts, applying, best, others, by_part),
        agreement_id=applying[0].id if applying else None,
        better=tuple(
            PartCoverage(part.id, part.name, **{cost: share for cost, (share, _name) in paid.items()})
            for part, paid in by_part.items()
        ),
    )


def ranked(agreements: Iterable[AgreementFact]) -> list[AgreementFact]:
    """The lowest precedence first; then the most particular; then the latest begun; then by number."""
    return sorted(agreements, key=lambda a: (a.precedence, _rank(a.reach), -a.starts_on.toordinal(), a.number))


def _rank(reach: str) -> int:
    return WAYS.index(reach) if reach else len(WAYS)


def overridden(coverage: Coverage, percents: Mapping[str, int], *, reason: str) -> Coverage:
    """The decision as a person put it, with what would have held otherwise still told."""
    labour, parts, travel = (Share(percents[c], None, "override" if percents[c] else "none") for c in COSTS)
    told = (Reason("overridden", {"reason": reason, **percents}), *coverage.reasons)
    return replace(
        coverage,
        covered=any(percents.values()),
        by="override",
        labour=labour,
        parts=parts,
        travel=travel,
        reasons=told,
        better=(),
    )


def _better_parts(
    facts: CoverageFacts, applying: list[AgreementFact], whole: Mapping[str, Paid]
) -> dict[PartNamed, Mapping[str, Paid]]:
    """The parts for which any kind of cost is paid more than for the device as a whole, by name."""
    parts = {warranty.part for warranty in facts.warranties if warranty.part is not None}
    found: dict[PartNamed, Mapping[str, Paid]] = {}
    for part in sorted(parts, key=lambda part: (part.name, part.id)):
        counting = [one for one in facts.warranties if one.part in (None, part)]
        paid = _all_best(counting, applying, facts.on)
        if any(paid[cost][0].percent > whole[cost][0].percent for cost in COSTS):
            found[part] = paid
    return found


def _all_best(warranties: Sequence[WarrantyFact], applying: list[AgreementFact], on: date) -> dict[str, Paid]:
    return {cost: _best(warranties, applying, cost, on) for cost in COSTS}


def _best(warranties: Sequence[WarrantyFact], applying: list[AgreementFact], cost: str, on: date) -> Paid:
    """The share of a kind of cost with the name of who pays; the longer of two equal warranties."""
    paying = [(_warranty_share(warranty, cost, on), warranty.name) for warranty in warranties]
    paying.sort(key=lambda found: (found[0].until or date.min, found[1]), reverse=True)
    for agreement in applying:
        percent = agreement.percent(cost)
        share = Share(percent, agreement.ends_on, "agreement", agreement.id) if percent else Share()
        paying.append((share, agreement.label))
    return max(paying, key=lambda found: found[0].percent, default=(Share(), ""))


def _warranty_share(warranty: WarrantyFact, cost: str, on: date) -> Share:
    offer = warranty.offers[cost]
    void = warranty.void_on is not None and on >= warranty.void_on
    if void or not offer.percent or not warranty.starts_on <= on <= offer.until:
        return Share()
    return Share(offer.percent, offer.until, "warranty")
