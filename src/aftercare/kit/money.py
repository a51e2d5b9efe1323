"""Money: a decimal amount with its currency; two currencies never add up by accident."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from babel.numbers import get_currency_precision, list_currencies


@cache
def known_currencies() -> frozenset[str]:
    """The codes that a currency has or had (ISO 4217, as Unicode's CLDR lists them)."""
    return frozenset(list_currencies())


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency (ISO 4217)."""

    amount: Decimal
    currency: str

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up without a rate.")
        return Money(self.amount + other.amount, self.currency)

    def times(self, share: Decimal) -> "Money":
        """This amount times a factor, rounded half up to cents."""
        return Money((self.amount * share).quantize(Decimal("0.01"), ROUND_HALF_UP), self.currency)

    def rounded(self) -> "Money":
        """This amount half up to the smallest unit of its currency (ISO 4217, as CLDR tells it): yuan 0.01, yen 1."""
        return Money(self.amount.quantize(smallest_unit(self.currency), ROUND_HALF_UP), self.currency)


def smallest_unit(currency: str) -> Decimal:
    """The smallest amount of a currency: 0.01 of most, 1 of the yen, 0.001 of the Kuwaiti dinar."""
    return Decimal(1).scaleb(-get_currency_precision(currency))


def plain(figure: Decimal) -> Decimal:
    """The figure as somebody would type it: 3000 and 12.5, neither 3E+3 nor 12.5000."""
    return Decimal(f"{figure.normalize():f}")
