"""From what was done to lines that are charged: at the prices that were agreed, or else at the rates of now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from aftercare.domains.billing.drafts import LineDraft, Spent, UsedPart, WorkDone
from aftercare.domains.billing.figures import hours_of
from aftercare.domains.billing.models import BillLine, ServiceRate, Sort, UnitOf

Rates = Mapping[str, ServiceRate | None]


@dataclass(frozen=True, slots=True)
class Quoted:
    """What the customer accepted: of labour and the way the first line each, of parts a line by their id."""

    of_sort: Mapping[str, BillLine] = field(default_factory=dict)
    of_part: Mapping[UUID, BillLine] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Iterable[BillLine]) -> "Quoted":
        """The lines of a quotation, found by what they are for."""
        of_sort: dict[str, BillLine] = {}
        of_part: dict[UUID, BillLine] = {}
        for line in lines:
            if line.sort == Sort.PART and line.part_id is not None:
                of_part.setdefault(line.part_id, line)
            elif line.sort in (Sort.LABOUR, Sort.TRAVEL):
                of_sort.setdefault(line.sort, line)
        return cls(of_sort, of_part)


def lines_for(work: Sequence[WorkDone], rates: Rates, quoted: Quoted, currency: str) -> list[LineDraft]:
    """Labour, the way, parts and money spent of each attempt; what has no price anywhere waits for one.

    Labour without a rate is charged to nobody. The way is charged by its rate where nobody wrote down what it cost.
    """
    return [line for done in work for line in _of_attempt(done, rates, quoted, currency)]


def _of_attempt(done: WorkDone, rates: Rates, quoted: Quoted, currency: str) -> Iterator[LineDraft]:
    labour = _labour(done.labour_minutes, rates["labour"], quoted.of_sort.get(Sort.LABOUR))
    if labour is not None:
        yield labour
    if done.on_site and not any(one.on_travel for one in done.spent):
        travel = _travel(rates["travel"], quoted.of_sort.get(Sort.TRAVEL))
        if travel is not None:
            yield travel
    for used in done.parts:
        yield _part(used, quoted.of_part.get(used.part.pk) if used.part else None, currency)
    for one in done.spent:
        yield _spent(one, currency)


def _labour(minutes: int, rate: ServiceRate | None, agreed: BillLine | None) -> LineDraft | None:
    if not minutes or (rate is None and agreed is None):
        return None
    hours = hours_of(max(minutes, rate.minimum_minutes if rate else 0))
    return _agreed(LineDraft(Sort.LABOUR, hours), agreed)


def _travel(rate: ServiceRate | None, agreed: BillLine | None) -> LineDraft | None:
    """A visit is one; of km only the quotation tells how many, else somebody fills them in."""
    if agreed is not None:
        return _agreed(LineDraft(Sort.TRAVEL, agreed.quantity, unit=agreed.unit, text=agreed.text), agreed)
    if rate is None:
        return None
    return LineDraft(Sort.TRAVEL, way_of(rate))


def _part(used: UsedPart, agreed: BillLine | None, currency: str) -> LineDraft:
    known = used.price is not None and used.price.currency == currency
    price = used.price.amount if known and used.price else None
    text = "" if used.part else used.name
    return _agreed(LineDraft(Sort.PART, used.quantity, used.part, text, unit_price=price), agreed)


def _spent(one: Spent, currency: str) -> LineDraft:
    price = one.amount.amount if one.amount.currency == currency else None
    sort, unit = (Sort.TRAVEL, UnitOf.VISIT) if one.on_travel else (Sort.OTHER, UnitOf.PIECE)
    return LineDraft(sort, Decimal(1), text=one.note or "–", unit=unit, unit_price=price)


def _agreed(line: LineDraft, agreed: BillLine | None) -> LineDraft:
    """The line at the price, discount and tax that were accepted."""
    if agreed is None:
        return line
    return LineDraft(
        line.sort,
        line.quantity,
        line.part,
        line.text,
        line.unit or agreed.unit,
        agreed.unit_price,
        agreed.discount_percent,
        agreed.tax_rate,
    )


def way_of(rate: ServiceRate) -> Decimal:
    """How much of the way is known before anybody says it: one visit, but no km."""
    return Decimal(1) if rate.per == UnitOf.VISIT else Decimal(0)
