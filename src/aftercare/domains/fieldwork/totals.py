"""What records add up to: minutes, and money by currency."""

from collections.abc import Iterable
from dataclasses import dataclass

from aftercare.domains.fieldwork.models import RecordCost, RecordPart, ServiceRecord
from aftercare.kit.money import Money


@dataclass(frozen=True, slots=True)
class Totals:
    """Minutes and money of one record or of several; `charged` is the part of parts and costs the customer pays."""

    travel_minutes: int = 0
    labour_minutes: int = 0
    billable_minutes: int = 0
    parts: tuple[Money, ...] = ()
    costs: tuple[Money, ...] = ()
    charged: tuple[Money, ...] = ()

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.travel_minutes + other.travel_minutes,
            self.labour_minutes + other.labour_minutes,
            self.billable_minutes + other.billable_minutes,
            added(self.parts + other.parts),
            added(self.costs + other.costs),
            added(self.charged + other.charged),
        )


def totals_of(record: ServiceRecord, parts: Iterable[RecordPart], costs: Iterable[RecordCost]) -> Totals:
    """The totals of one record; parts without a known price add nothing."""
    priced = [(part.charged, part.amount) for part in parts]
    spent = [(cost.charged, cost.money) for cost in costs]
    return Totals(
        record.travel_minutes,
        record.labour_minutes or 0,
        record.billable_minutes or 0,
        added(money for _charged, money in priced),
        added(money for _charged, money in spent),
        added(money for charged, money in [*priced, *spent] if charged),
    )


def added(amounts: Iterable[Money | None]) -> tuple[Money, ...]:
    """Amounts added up a currency, in the order of the currencies."""
    sums: dict[str, Money] = {}
    for money in amounts:
        if money is not None:
            sums[money.currency] = sums[money.currency] + money if money.currency in sums else money
    return tuple(sums[currency] for currency in sorted(sums))
