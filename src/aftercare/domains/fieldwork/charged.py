"""What of the records of a request is to be charged: billed minutes, the way, and the lines the customer pays for."""

from collections.abc import Iterable

from aftercare.domains.billing.drafts import Spent, UsedPart, WorkDone
from aftercare.domains.fieldwork.models import CostKind, RecordCost, RecordPart, RecordResult, ServiceRecord
from aftercare.domains.fieldwork.states import RecordState
from aftercare.kit.money import Money


def work_in(record: ServiceRecord, parts: Iterable[RecordPart], costs: Iterable[RecordCost]) -> WorkDone:
    """One record as work to be charged; what the customer does not pay for by its lines is left out."""
    return WorkDone(
        labour_minutes=record.billable_minutes or 0,
        on_site=record.engineer_id is not None,
        parts=tuple(_used(one) for one in parts if one.charged),
        spent=tuple(_spent(one) for one in costs if one.charged),
    )


def is_charged(record: ServiceRecord, series: int) -> bool:
    """Whether it tells of work that solved this round; a visit that solved nothing, as its engineer or the customer
    says, is not charged."""
    written = record.state != RecordState.DRAFT and record.result == RecordResult.SOLVED
    return written and record.attempt.series == series and record.attempt.result != "rejected"


def _used(line: RecordPart) -> UsedPart:
    price = Money(line.unit_price, line.currency) if line.unit_price is not None else None
    return UsedPart(line.part, line.name, line.quantity, price)


def _spent(line: RecordCost) -> Spent:
    return Spent(line.kind == CostKind.TRAVEL, line.note, line.money)
