"""The lines of a record, from what was typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from aftercare.domains.accounts.queries import company
from aftercare.domains.catalog.models import Part, Tracking
from aftercare.domains.contracts.coverage_record import ALL, Coverage
from aftercare.domains.fieldwork.drafts import CostLine, PartLine, RecordDraft
from aftercare.domains.fieldwork.errors import SerialNeeded
from aftercare.domains.fieldwork.models import (
    ChecklistAnswer,
    RecordCost,
    RecordPart,
    RecordReading,
    ServiceRecord,
)
from aftercare.domains.fieldwork.queries import parts_named

L = TypeVar("L", RecordPart, RecordCost, ChecklistAnswer, RecordReading)
# What covers a request pays for parts, or for getting there; lodging and tolls are part of getting there.
PAID_WITH_PARTS, PAID_WITH_TRAVEL = "parts", "travel"
# As exactly as they are kept, so that what is told is what is kept.
PIECES, PRICES, CENTS = Decimal("0.001"), Decimal("0.0001"), Decimal("0.01")


@dataclass(slots=True)
class Lines:
    """The lines that were typed, each sort whole; a sort that is None was not given."""

    parts: list[RecordPart] | None = None
    costs: list[RecordCost] | None = None
    answers: list[ChecklistAnswer] | None = None
    readings: list[RecordReading] | None = None


def lines_of(record: ServiceRecord, draft: RecordDraft) -> Lines:
    """The rows of what was typed."""
    lines = Lines()
    if draft.parts is not None:
        lines.parts = list(_parts(record, draft.parts))
    if draft.costs is not None:
        lines.costs = list(_costs(record, draft.costs))
    if draft.answers is not None:
        lines.answers = [
            ChecklistAnswer(record=record, position=n, item=a.item, text=a.text, answer=a.answer, passed=a.passed)
            for n, a in enumerate(draft.answers)
        ]
    if draft.readings is not None:
        lines.readings = [
            RecordReading(record=record, position=n, name=r.name, value=r.value, unit=r.unit)
            for n, r in enumerate(draft.readings)
        ]
    return lines


def write_lines(record: ServiceRecord, lines: Lines, *, fresh: bool) -> None:
    """Put the lines in the place of those before: a statement or two for each sort that was given."""
    _replace(RecordPart, record, lines.parts, fresh=fresh)
    _replace(RecordCost, record, lines.costs, fresh=fresh)
    _replace(ChecklistAnswer, record, lines.answers, fresh=fresh)
    _replace(RecordReading, record, lines.readings, fresh=fresh)


def _replace(sort: type[L], record: ServiceRecord, rows: list[L] | None, *, fresh: bool) -> None:
    if rows is None:
        return
    if not fresh:
        sort._default_manager.filter(record=record).delete()
    if rows:
        sort._default_manager.bulk_create(rows)


def kept(sort: type[L], record: ServiceRecord, typed: list[L] | None, *, fresh: bool) -> list[L]:
    """The lines of one sort as they stand: those typed now, or those kept before."""
    if typed is not None:
        return typed
    return [] if fresh else list(sort._default_manager.filter(record=record).order_by("position", "id"))


def _parts(record: ServiceRecord, typed: tuple[PartLine, ...]) -> Iterable[RecordPart]:
    known = parts_named(line.part for line in typed if line.part)
    coverage = Coverage.from_json(record.request.coverage)
    home = _home_currency() if any(line.unit_price is not None and not line.currency for line in typed) else ""
    for number, line in enumerate(typed):
        part = known.get(line.part)
        _check_serial(part, line, number)
        own_price = line.unit_price is not None
        yield RecordPart(
            record=record,
            position=number,
            part=part,
            part_number=part.number if part else "",
            name=line.name.strip() or (part.name if part else ""),
            quantity=line.quantity.quantize(PIECES, ROUND_HALF_UP),
            serial_in=line.serial_in.strip(),
            serial_out=line.serial_out.strip(),
            unit_price=_price(line, part),
            currency=(line.currency or home) if own_price else part.currency if part else "",
            charged=_pays_for(coverage, part) if line.charged is None else line.charged,
        )


def _pays_for(coverage: Coverage, part: Part | None) -> bool:
    """Whether what covers the request leaves something of this part's price to the customer."""
    return coverage.share_for(part.id if part else None, PAID_WITH_PARTS).percent < ALL


def _price(line: PartLine, part: Part | None) -> Decimal | None:
    if line.unit_price is not None:
        return line.unit_price.quantize(PRICES, ROUND_HALF_UP)
    return part.unit_price if part else None


def _check_serial(part: Part | None, line: PartLine, number: int) -> None:
    if part is None or part.tracking != Tracking.SERIAL or (line.serial_in.strip() and line.quantity == 1):
        return
    refused = SerialNeeded(part=part.number)
    refused.errors[f"parts.{number}.serial_in"] = str(refused)
    raise refused


def _costs(record: ServiceRecord, typed: tuple[CostLine, ...]) -> Iterable[RecordCost]:
    charged = _customer_pays(record, PAID_WITH_TRAVEL)
    home = _home_currency() if any(not line.currency for line in typed) else ""
    for number, line in enumerate(typed):
        yield RecordCost(
            record=record,
            position=number,
            kind=line.kind,
            amount=line.amount.quantize(CENTS, ROUND_HALF_UP),
            currency=line.currency or home,
            note=line.note,
            charged=charged if line.charged is None else line.charged,
        )


def _customer_pays(record: ServiceRecord, cost: str) -> bool:
    """Whether what covers the request leaves something of this kind of cost to the customer."""
    return Coverage.from_json(record.request.coverage).share(cost).percent < ALL


def _home_currency() -> str:
    known = company()
    return known.currency if known else "CNY"


def plain(number: Decimal) -> str:
    """A number without trailing zeros, so that 2 and 2.000 are the same."""
    return f"{number.normalize():f}"
