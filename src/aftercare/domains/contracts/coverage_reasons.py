"""Why a coverage decision is what it is: reasons as codes and numbers, put in words by coverage_words."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from aftercare.domains.contracts.coverage_facts import (
    CHARGED_SEPARATELY,
    COSTS,
    AgreementFact,
    CoverageFacts,
    PartNamed,
    WarrantyFact,
)
from aftercare.domains.contracts.coverage_record import Paid, Reason

BY_PLACE = ("site", "product")
ByPart = Mapping[PartNamed, Mapping[str, Paid]]


def reasons(
    facts: CoverageFacts,
    applying: list[AgreementFact],
    best: Mapping[str, Paid],
    others: list[AgreementFact],
    by_part: ByPart,
) -> tuple[Reason, ...]:
    """The outcome first, of the whole and of parts; then what warranties and agreements have to do with it."""
    return (
        *_outcome(best),
        *_of_parts(best, by_part),
        *_about_warranties(facts, best, by_part),
        *_about_agreements(applying, best),
        *(_why_not(agreement, facts) for agreement in others),
        *(() if facts.agreements else (Reason("no_agreement"),)),
    )


def _outcome(best: Mapping[str, Paid]) -> Iterable[Reason]:
    for cost, (share, name) in best.items():
        if share.percent and share.until:
            params = {"name": name, "percent": share.percent, "until": share.until.isoformat()}
            yield Reason(f"{cost}_covered", params)
        else:
            yield Reason(f"{cost}_charged")


def _of_parts(best: Mapping[str, Paid], by_part: ByPart) -> Iterable[Reason]:
    """What is paid more where the trouble is with a certain part."""
    for part, paid in by_part.items():
        for cost, (share, name) in paid.items():
            if share.until and share.percent > best[cost][0].percent:
                told = {"name": name, "percent": share.percent, "until": share.until.isoformat()}
                yield Reason(f"part_{cost}_covered", {"part": part.name, **told})


def _about_warranties(facts: CoverageFacts, best: Mapping[str, Paid], by_part: ByPart) -> Iterable[Reason]:
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
        elif warranty.part is None:
            yield from _shares_missing(warranty, facts.on, best)
        else:
            yield from _shares_ended(warranty, facts.on, by_part.get(warranty.part, best))


def _shares_missing(warranty: WarrantyFact, on: date, best: Mapping[str, Paid]) -> Iterable[Reason]:
    """Which kinds of cost a warranty in force does not pay, where nobody else pays more than it once did."""
    for cost in COSTS:
        offer, paid = warranty.offers[cost], best[cost][0].percent
        if not offer.percent and not paid:
            yield Reason(f"{cost}_excluded", {"name": warranty.name})
        elif offer.until < on and paid < offer.percent:
            yield Reason(f"{cost}_ended", {"name": warranty.name, "on": offer.until.isoformat()})


def _shares_ended(warranty: WarrantyFact, on: date, best: Mapping[str, Paid]) -> Iterable[Reason]:
    """Which kinds of cost the warranty of a part paid once; what it never promised is no reason."""
    for cost in COSTS:
        offer = warranty.offers[cost]
        if offer.until < on and best[cost][0].percent < offer.percent:
            yield Reason(f"{cost}_ended", {"name": warranty.name, "on": offer.until.isoformat()})


def _about_agreements(applying: list[AgreementFact], best: Mapping[str, Paid]) -> Iterable[Reason]:
    for agreement in applying:
        yield Reason("agreement_in_force", {"number": agreement.number, "until": agreement.ends_on.isoformat()})
        if agreement.reach in BY_PLACE:
            yield Reason(f"by_{agreement.reach}", {"number": agreement.number, "place": agreement.place})
        for part in agreement.entitlements:
            counted = {"number": agreement.number, "quantity": _plain(part.quantity)}
            if part.used_up:
                yield Reason(f"{part.kind}_used_up", counted)
            else:
                yield Reason(f"{part.kind}_left", {**counted, "left": _plain(part.left)})
        if agreement.charging in CHARGED_SEPARATELY:
            yield Reason(f"charged_{agreement.charging}", {"number": agreement.number})
            continue
        for cost in COSTS:
            if not agreement.percents[cost] and not best[cost][0].percent:
                yield Reason(f"{cost}_excluded", {"name": agreement.label})


def _why_not(agreement: AgreementFact, facts: CoverageFacts) -> Reason:
    if agreement.status == "ended" or facts.on > agreement.ends_on:
        return Reason("agreement_ended", {"number": agreement.number, "on": agreement.ends_on.isoformat()})
    if agreement.status == "suspended":
        return Reason("agreement_suspended", {"number": agreement.number})
    if facts.on < agreement.starts_on:
        return Reason("agreement_not_begun", {"number": agreement.number, "on": agreement.starts_on.isoformat()})
    code = "agreement_without_device" if facts.with_device else "agreement_needs_device"
    return Reason(code, {"number": agreement.number})


def _plain(quantity: Decimal) -> str:
    return f"{quantity.normalize():f}"
