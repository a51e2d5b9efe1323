"""What a line and an order come to: each line is rounded to the currency's smallest unit, the total is their sum."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format

from aftercare.kit.money import Money

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class LineFigures:
    """A line's money step by step: before the discount, the discount, what remains, the tax on it, and both."""

    gross: Money
    discount: Money
    net: Money
    tax: Money

    @property
    def total(self) -> Money:
        """What is to be paid for the line."""
        return self.net + self.tax


@dataclass(frozen=True, slots=True)
class Totals:
    """What an order comes to."""

    net: Money
    tax: Money

    @property
    def total(self) -> Money:
        """What is to be paid."""
        return self.net + self.tax


def figures_of(
    quantity: int, unit_price: Decimal, discount_percent: Decimal, tax_percent: Decimal, currency: str
) -> LineFigures:
    """The figures of one line: quantity × price, less the discount, and the tax on what remains."""
    gross = Money(quantity * unit_price, currency).rounded()
    net = Money(quantity * unit_price * (1 - discount_percent / HUNDRED), currency).rounded()
    tax = Money(net.amount * tax_percent / HUNDRED, currency).rounded()
    return LineFigures(gross, Money(gross.amount - net.amount, currency), net, tax)


def totals_of(lines: Iterable[tuple[Decimal, Decimal]], currency: str) -> Totals:
    """The sums over the rounded net and tax of all lines, so that a printed column adds up."""
    nets, taxes = Decimal(0), Decimal(0)
    for net, tax in lines:
        nets, taxes = nets + net, taxes + tax
    return Totals(Money(nets, currency).rounded(), Money(taxes, currency).rounded())


def written(value: Money) -> str:
    """Money as the reader writes it: 1,234.50 CNY."""
    digits = max(0, -int(value.amount.as_tuple().exponent))
    return f"{number_format(value.amount, decimal_pos=digits, force_grouping=True)} {value.currency}"
