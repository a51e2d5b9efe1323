"""What covers service on a device on a day: labour, parts and travel each, by what, until when, and why.

A pure decision over facts; whoever needs it finds all its words here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from aftercare.domains.contracts.coverage_facts import (
    CHARGED_SEPARATELY,
    COSTS,
    AgreementFact,
    CoverageFacts,
    EntitlementFact,
    Offer,
    WarrantyFact,
)
from aftercare.domains.contracts.coverage_reasons import reasons
from aftercare.domains.contracts.coverage_record import Coverage, Paid, Reason, Share

__all__ = [
    "CHARGED_SEPARATELY",
    "COSTS",
    "AgreementFact",
    "Coverage",
    "CoverageFacts",
    "EntitlementFact",
    "Offer",
    "Reason",
    "Share",
    "WarrantyFact",
    "decide",
    "overridden",
]


def decide(facts: CoverageFacts) -> Coverage:
    """Each kind of cost goes to whoever pays the most of it: a warranty first, then the agreement that ranks first."""
    applying = ranked(agreement for agreement in facts.agreements if agreement.in_force(facts.on))
    others = ranked(agreement for agreement in facts.agreements if not agreement.in_force(facts.on))
    best = {cost: _best(facts, applying, cost) for cost in COSTS}
    sources = {share.source for share, _name in best.values()}
    return Coverage(
        covered=sources != {"none"},
        by=next((by for by in ("warranty", "agreement") if by in sources), "none"),
        labour=best["labour"][0],
        parts=best["parts"][0],
        travel=best["travel"][0],
        reasons=reasons(facts, applying, best, others),
        agreement_id=applying[0].id if applying else None,
    )


def ranked(agreements: Iterable[AgreementFact]) -> list[AgreementFact]:
    """The lowest precedence first; then one that names the device; then the latest begun; then by number."""
    return sorted(agreements, key=lambda a: (a.precedence, not a.named, -a.starts_on.toordinal(), a.number))


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
    )


def _best(facts: CoverageFacts, applying: list[AgreementFact], cost: str) -> Paid:
    """The share of a kind of cost with the name of who pays; the longer of two equal warranties."""
    paying = [(_warranty_share(warranty, cost, facts.on), warranty.name) for warranty in facts.warranties]
    paying.sort(key=lambda found: (found[0].until or date.min, found[1]), reverse=True)
    for agreement in applying:
        percent = agreement.percent(cost)
        share = Share(percent, agreement.ends_on, "agreement") if percent else Share()
        paying.append((share, agreement.label))
    return max(paying, key=lambda found: found[0].percent, default=(Share(), ""))


def _warranty_share(warranty: WarrantyFact, cost: str, on: date) -> Share:
    offer = warranty.offers[cost]
    void = warranty.void_on is not None and on >= warranty.void_on
    if void or not offer.percent or not warranty.starts_on <= on <= offer.until:
        return Share()
    return Share(offer.percent, offer.until, "warranty")
