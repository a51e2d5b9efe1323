"""What a line of a quotation or a charge comes to: each step is rounded to the currency's smallest unit."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from aftercare.kit.money import Money

HUNDRED = Decimal(100)
MINUTES = Decimal(60)
EXACT = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class LineFigures:
    """A line's money step by step: before the discount, the discount, what is covered, what remains, the tax on it."""

    gross: Money
    discount: Money
    covered: Money
    net: Money
    tax: Money

    @property
    def total(self) -> Money:
        """What is to be paid for the line."""
        return self.net + self.tax


def figures_of(
    quantity: Decimal,
    unit_price: Decimal,
    currency: str,
    *,
    discount_percent: Decimal = Decimal(0),
    covered_percent: int = 0,
    tax_percent: Decimal = Decimal(0),
) -> LineFigures:
    """Quantity × price, less the discount, less the share that is covered, and the tax on what remains.

    The share is of the discounted price; what is covered and what remains add up to it exactly.
    """
    gross = Money(quantity * unit_price, currency).rounded()
    asked = Money(quantity * unit_price * (1 - discount_percent / HUNDRED), currency).rounded()
    covered = Money(asked.amount * covered_percent / HUNDRED, currency).rounded()
    net = Money(asked.amount - covered.amount, currency)
    tax = Money(net.amount * tax_percent / HUNDRED, currency).rounded()
    return LineFigures(gross, Money(gross.amount - asked.amount, currency), covered, net, tax)


def hours_of(minutes: int) -> Decimal:
    """Minutes as hours, to four places."""
    return (minutes / MINUTES).quantize(EXACT, ROUND_HALF_UP)


def is_beyond(total: Decimal, quoted: Decimal, tolerance_percent: Decimal) -> bool:
    """Whether a charge is more than what was quoted and the tolerance above it."""
    return total > quoted * (1 + tolerance_percent / HUNDRED)
