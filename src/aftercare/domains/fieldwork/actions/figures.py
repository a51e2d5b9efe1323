"""What a manager accepts instead of what was written: minutes, quantities, amounts."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from aftercare.domains.fieldwork.actions.lines import plain
from aftercare.domains.fieldwork.checks import MINUTES, check_amount, check_minutes, check_quantity
from aftercare.domains.fieldwork.drafts import Correction
from aftercare.domains.fieldwork.errors import UnknownLine
from aftercare.domains.fieldwork.events import RecordCorrected
from aftercare.domains.fieldwork.models import RecordCost, RecordPart, ServiceRecord
from aftercare.domains.fieldwork.states import WRITTEN
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish

Change = tuple[str, str, str]
L = TypeVar("L", RecordPart, RecordCost)


def correct_figures(actor: Actor, request: ServiceRequest, correction: Correction, *, at: datetime) -> None:
    """Write the accepted figures over the written ones; both stand in the ledger."""
    record = ServiceRecord.objects.filter(request=request, state__in=WRITTEN, pk=correction.record).first()
    if record is None:
        raise UnknownLine()
    parts = {line.id: line for line in RecordPart.objects.filter(record=record)}
    costs = {line.id: line for line in RecordCost.objects.filter(record=record)}
    told = [
        *_minutes(record, correction),
        *(_quantity(_line(parts, id), quantity) for id, quantity in correction.parts.items()),
        *(_amount(_line(costs, id), amount) for id, amount in correction.costs.items()),
    ]
    changes = tuple(change for change in told if change[1] != change[2])
    if changes:
        fact = RecordCorrected(record_id=record.id, request_id=record.request_id, changes=changes)
        publish(actor, fact, at=at, context_id=record.request_id)


def _line(lines: Mapping[UUID, L], id: UUID) -> L:
    if id not in lines:
        raise UnknownLine()
    return lines[id]


def _minutes(record: ServiceRecord, correction: Correction) -> list[Change]:
    """Write the minutes that differ, all at once."""
    given = {name: getattr(correction, name) for name in MINUTES}
    if correction.billable_minutes is None and record.charges_all_labour:
        given["billable_minutes"] = correction.labour_minutes
    for name, minutes in given.items():
        check_minutes(name, minutes)
    accepted = {name: minutes for name, minutes in given.items() if minutes not in (None, getattr(record, name))}
    changes = [(name, str(getattr(record, name)), str(minutes)) for name, minutes in accepted.items()]
    for name, minutes in accepted.items():
        setattr(record, name, minutes)
    if accepted:
        record.save(update_fields=list(accepted))
    return changes


def _quantity(line: RecordPart, quantity: Decimal) -> Change:
    before, line.quantity = line.quantity, quantity
    if quantity == 0:
        line.delete()
    else:
        check_quantity("quantity", str(line.part_number or line.name), quantity)
        line.save(update_fields=["quantity"])
    return f"parts.{line.part_number}", plain(before), plain(quantity)


def _amount(line: RecordCost, amount: Decimal) -> Change:
    check_amount("amount", line.kind, amount, line.currency)
    before, line.amount = line.amount, amount
    line.save(update_fields=["amount"])
    return f"costs.{line.kind}", plain(before), plain(amount)
