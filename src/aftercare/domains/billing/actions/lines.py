"""The rows of lines: with the price of the rate or the list, and with what the coverage of the request says of each."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from aftercare.domains.billing.covering import said_of, trouble_with
from aftercare.domains.billing.drafts import LineDraft, checked_line
from aftercare.domains.billing.errors import LineIncomplete, NothingToQuote
from aftercare.domains.billing.figures import hours_of
from aftercare.domains.billing.models import BillingSettings, BillLine, ServiceRate, Sort, UnitOf
from aftercare.domains.billing.queries import billing_settings, rate_for
from aftercare.domains.billing.reckoning import way_of
from aftercare.domains.contracts.coverage_record import Coverage
from aftercare.domains.orders.models import TaxRate
from aftercare.domains.orders.queries import price_of
from aftercare.domains.requests.models import ServiceRequest

L = TypeVar("L", bound=BillLine)
UNITS = {Sort.LABOUR: UnitOf.HOUR, Sort.TRAVEL: UnitOf.VISIT, Sort.PART: UnitOf.PIECE, Sort.OTHER: UnitOf.PIECE}


class Pricing:
    """What lines for a request cost on a day, in a currency; each rate is read once."""

    def __init__(self, request: ServiceRequest, currency: str, on: date) -> None:
        self.request, self.currency, self.on = request, currency, on
        self.coverage = Coverage.from_json(request.coverage)
        self._rates: dict[str, ServiceRate | None] = {}
        self._settings: BillingSettings | None = None

    def rate(self, cost: str) -> ServiceRate | None:
        """The rate of labour or travel; None where none was set, and for everything else."""
        if cost not in (Sort.LABOUR, Sort.TRAVEL):
            return None
        if cost not in self._rates:
            self._rates[cost] = rate_for(cost, self.request.kind_id, self.currency, self.on)
        return self._rates[cost]

    def tax(self, rate: ServiceRate | None) -> TaxRate | None:
        """The tax that is put on a line of itself."""
        if rate is not None:
            return rate.tax_rate
        if self._settings is None:
            self._settings = billing_settings()
        return self._settings.tax_rate

    def price(self, draft: LineDraft, rate: ServiceRate | None) -> Decimal | None:
        """What was typed, or what the rate or the price list says; None where nobody says it."""
        if draft.unit_price is not None:
            return draft.unit_price
        if draft.sort == Sort.PART and draft.part is not None:
            return price_of(draft.part, self.currency, self.on)
        return rate.amount if rate is not None else None


def rows_of(model: type[L], drafts: Sequence[LineDraft], pricing: Pricing) -> list[L]:
    """Unsaved rows with their figures, and with the share that is covered; labour and the way follow the one part."""
    lines = [checked_line(draft, position) for position, draft in enumerate(drafts, 1)]
    about = trouble_with(pricing.coverage, [line.part.pk for line in lines if line.part and line.sort == Sort.PART])
    rows = [_row(model, line, position, pricing) for position, line in enumerate(lines, 1)]
    for row in rows:
        said = said_of(pricing.coverage, row.sort, row.part_id or about)
        row.covered_percent, row.covered_by, row.reasons = said.percent, said.source, list(said.reasons)
        row.reckon(pricing.currency)
    return rows


def _row(model: type[L], draft: LineDraft, position: int, pricing: Pricing) -> L:
    rate = pricing.rate(draft.sort)
    tax = draft.tax_rate or pricing.tax(rate)
    per = rate.per if rate is not None and draft.unit_price is None else UNITS[Sort(draft.sort)]
    return model(
        position=position,
        sort=draft.sort,
        part=draft.part,
        text=draft.text.strip()[:200],
        unit=draft.unit or per,
        quantity=draft.quantity,
        unit_price=pricing.price(draft, rate),
        discount_percent=draft.discount_percent,
        tax_rate=tax,
        tax_percent=tax.percent if tax else Decimal(0),
    )


def proposed(pricing: Pricing, parts: Iterable[LineDraft] = ()) -> list[LineDraft]:
    """What the house proposes: labour as long as such requests take, the way, and the parts that are named.

    A way that is paid by km waits for its length.
    """
    labour, travel = pricing.rate(Sort.LABOUR), pricing.rate(Sort.TRAVEL)
    minutes = max(pricing.request.kind.duration_minutes, labour.minimum_minutes if labour else 0)
    lines = [LineDraft(Sort.LABOUR, hours_of(minutes))]
    if travel is not None:
        lines.append(LineDraft(Sort.TRAVEL, way_of(travel)))
    return [*lines, *parts]


def as_drafts(rows: Iterable[BillLine]) -> list[LineDraft]:
    """Rows as drafts of a further version: with the prices they had."""
    return [
        LineDraft(
            row.sort, row.quantity, row.part, row.text, row.unit, row.unit_price, row.discount_percent, row.tax_rate
        )
        for row in rows
    ]


def checked_whole(rows: Sequence[BillLine]) -> None:
    """Refuse to send or confirm nothing, or lines without a price or a quantity."""
    if not rows:
        raise NothingToQuote(errors={"lines": NothingToQuote.sentence})
    for row in rows:
        if row.unit_price is None or not row.quantity:
            raise LineIncomplete(line=row.position, errors={"lines": LineIncomplete.sentence})
