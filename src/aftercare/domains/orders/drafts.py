"""What somebody wants on a line of an order, before it has its figures."""

from dataclasses import dataclass
from decimal import Decimal

from aftercare.domains.catalog.models import Part, Product
from aftercare.domains.orders.errors import BadPrice, BadQuantity, LineOfNothing
from aftercare.domains.orders.models import OrderLine, ShipmentLine, TaxRate

MOST_PIECES = 100_000


@dataclass(frozen=True, slots=True)
class LineDraft:
    """A product or a part; without a price the price list says it."""

    product: Product | None = None
    part: Part | None = None
    quantity: int = 1
    unit_price: Decimal | None = None
    discount_percent: Decimal = Decimal(0)
    tax_rate: TaxRate | None = None

    @property
    def thing(self) -> Product | Part:
        """What is sold; one of the two is named."""
        thing = self.product or self.part
        if thing is None:
            raise LineOfNothing(line="")
        return thing


def checked_line(line: LineDraft, position: int) -> LineDraft:
    """A line that names one thing, in a number and at a price that can be."""
    if (line.product is None) == (line.part is None):
        raise LineOfNothing(line=position)
    if not 1 <= line.quantity <= MOST_PIECES:
        raise BadQuantity(line=position, quantity=line.quantity)
    if not 0 <= line.discount_percent <= 100 or (line.unit_price is not None and line.unit_price < 0):
        raise BadPrice(line=position)
    return line


@dataclass(frozen=True, slots=True)
class Parcel:
    """How many pieces of a line leave the house, and their serial numbers as they were pasted."""

    line: OrderLine
    quantity: int
    serials: str = ""


@dataclass(frozen=True, slots=True)
class GivenSerials:
    """Serial numbers, as they were pasted, of pieces that left the house in a line of a shipment."""

    line: ShipmentLine
    serials: str
