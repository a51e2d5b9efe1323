"""What a solved visit takes from the agreement that pays for it: the visit, the hours at work, the worth of parts."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from aftercare.domains.contracts.coverage_record import Coverage

AGREEMENT = "agreement"
MINUTES = Decimal(60)
CENTS = Decimal("0.01")


def taken_by(
    coverage: Coverage, *, on_site: bool, labour_minutes: int, amounts: Iterable[Decimal]
) -> Mapping[str, Decimal]:
    """How much of each kind, as far as the agreement pays that kind of cost; nothing where it pays nothing."""
    paid = {cost for cost in ("labour", "parts", "travel") if coverage.share(cost).source == AGREEMENT}
    hours = (labour_minutes / MINUTES).quantize(CENTS, ROUND_HALF_UP)
    taken = {
        "visits": Decimal(1) if paid and on_site else Decimal(0),
        "hours": hours if "labour" in paid else Decimal(0),
        "parts_value": sum(amounts, Decimal(0)) if "parts" in paid else Decimal(0),
    }
    return {kind: quantity for kind, quantity in taken.items() if quantity}
