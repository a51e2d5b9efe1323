"""What a solved visit takes from the agreements that pay for it: the visit, the hours at work, the worth of parts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from aftercare.domains.contracts.coverage_facts import COSTS
from aftercare.domains.contracts.coverage_record import ALL, Coverage, PartCoverage
from aftercare.kit.money import Money

MINUTES = Decimal(60)
CENTS = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Fitted:
    """A part of a record: which one, what it is worth, and whether the customer is charged for it."""

    part_id: UUID | None
    worth: Money
    charged: bool


def agreements_paying(coverage: Coverage) -> list[UUID]:
    """The agreements that pay any kind of cost, in the order in which they are locked."""
    held: list[Coverage | PartCoverage] = [coverage, *coverage.better]
    paying = {one.share(cost).agreement_id for one in held for cost in COSTS}
    return sorted(id for id in paying if id is not None)


def taken_by(
    coverage: Coverage,
    agreement_id: UUID,
    *,
    on_site: bool,
    labour_minutes: int,
    parts: Iterable[Fitted],
    currency: str,
) -> Mapping[str, Decimal]:
    """How much of each kind it takes from an agreement, as far as that pays; worth in this currency alone.

    Of a part it takes the share that the agreement pays; nothing of one that a person had charged in full.
    """
    paid = {cost for cost in COSTS if coverage.share(cost).agreement_id == agreement_id}
    hours = (labour_minutes / MINUTES).quantize(CENTS, ROUND_HALF_UP)
    taken = {
        "visits": Decimal(1) if paid and on_site else Decimal(0),
        "hours": hours if "labour" in paid else Decimal(0),
        "parts_value": sum((_paid(coverage, agreement_id, one, currency) for one in parts), Decimal(0)),
    }
    return {kind: quantity for kind, quantity in taken.items() if quantity}


def _paid(coverage: Coverage, agreement_id: UUID, one: Fitted, currency: str) -> Decimal:
    share = coverage.share_for(one.part_id, "parts")
    waved_off = one.charged and share.percent >= ALL
    if share.agreement_id != agreement_id or one.worth.currency != currency or waved_off:
        return Decimal(0)
    return (one.worth.amount * share.percent / ALL).quantize(CENTS, ROUND_HALF_UP)
