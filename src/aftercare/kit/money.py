"""Money: a decimal amount with its currency; two currencies never add up by accident."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


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
