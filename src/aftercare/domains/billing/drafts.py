"""What somebody wants on a line, before it has its price and its share; and what was done, before it is a charge."""

from dataclasses import dataclass
from decimal import Decimal

from aftercare.domains.billing.errors import BadLine
from aftercare.domains.billing.models import Sort, UnitOf
from aftercare.domains.catalog.models import Part
from aftercare.domains.orders.models import TaxRate
from aftercare.kit.money import Money

MOST = Decimal(100_000)
HIGHEST = Decimal(10) ** 9


@dataclass(frozen=True, slots=True)
class LineDraft:
    """A line to write; without a price the rate or the price list says it, without a tax that of the rate.

    `part` is what is sold, or of labour and travel the one the trouble is with.
    """

    sort: str
    quantity: Decimal = Decimal(1)
    part: Part | None = None
    text: str = ""
    unit: str = ""
    unit_price: Decimal | None = None
    discount_percent: Decimal = Decimal(0)
    tax_rate: TaxRate | None = None


@dataclass(frozen=True, slots=True)
class UsedPart:
    """A part that was built in; `price` is what the record says of one piece, where it says it."""

    part: Part | None
    name: str
    quantity: Decimal
    price: Money | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """Money spent beside parts and hours, on the way or otherwise."""

    on_travel: bool
    note: str
    amount: Money


@dataclass(frozen=True, slots=True)
class WorkDone:
    """What one attempt is to be charged for: minutes at work, whether somebody came, parts, and money spent."""

    labour_minutes: int
    on_site: bool
    parts: tuple[UsedPart, ...] = ()
    spent: tuple[Spent, ...] = ()


def checked_line(line: LineDraft, position: int) -> LineDraft:
    """A line whose numbers can be, and that says what it is."""
    known = line.sort in Sort.values and (not line.unit or line.unit in UnitOf.values)
    names = line.part is not None if line.sort == Sort.PART and not line.text.strip() else True
    says = bool(line.text.strip()) if line.sort == Sort.OTHER else True
    price = Decimal(0) if line.unit_price is None else line.unit_price
    sound = 0 <= line.quantity <= MOST and 0 <= line.discount_percent <= 100 and 0 <= price < HIGHEST
    if not (known and names and says and sound):
        raise BadLine(line=position)
    return line
