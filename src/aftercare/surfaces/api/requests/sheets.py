"""Service records as they are read, and kept while they are written."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.fieldwork.actions import correct_record, save_draft_record
from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.domains.fieldwork.queries import RecordSheet, record_of, records_of
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.locking import lock
from aftercare.kit.money import Money
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import MoneyShown, money
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.people import Coded, Named, by_code, by_name
from aftercare.surfaces.api.requests.noun import request_to_read, requests
from aftercare.surfaces.api.requests.records import RecordTyped
from aftercare.surfaces.api.versions import unchanged

HERE = "/requests/{uuid:id}"
REQUESTS = ServiceRequest.objects.only("pk")


class PartLineShown(TypedDict):
    """A part that was used."""

    id: UUID
    part: Annotated[str | None, Field(description="The part's number; null for one bought on the way.")]
    name: str
    quantity: str
    serial_in: str
    serial_out: str
    price: MoneyShown | None
    charged: bool


class CostLineShown(TypedDict):
    """Money spent on the way."""

    id: UUID
    kind: str
    amount: MoneyShown | None
    note: str
    charged: bool


class AnswerShown(TypedDict):
    """What was found for an item of the checklist."""

    item: str
    text: str
    answer: str
    passed: bool | None


class ReadingShown(TypedDict):
    """What was measured."""

    name: str
    value: str
    unit: str


class ServiceRecordShown(TypedDict):
    """What one attempt found, did, used and cost."""

    id: UUID
    attempt: int
    state: Annotated[str, Field(examples=["draft", "complete", "sent_back", "accepted"])]
    result: Annotated[str | None, Field(examples=["solved", "failed"])]
    engineer: Coded | None
    person: Named | None
    started_at: datetime | None
    arrived_at: datetime | None
    finished_at: datetime | None
    travel_minutes: int
    labour_minutes: int | None
    billable_minutes: int | None
    problem: str
    symptom: Coded | None
    cause: Coded | None
    remedy: Coded | None
    work_done: str
    next_advice: str
    parts: list[PartLineShown]
    costs: list[CostLineShown]
    answers: list[AnswerShown]
    readings: list[ReadingShown]
    photo_ids: list[UUID]
    signature_id: UUID | None
    signed_by: Annotated[str, Field(description="The name typed under the signature.")]
    signature_missing_reason: str
    sent_back_for: str
    accepted_at: datetime | None
    version: int


class ServiceRecords(TypedDict):
    """The records of a request, in the order of its attempts."""

    items: list[ServiceRecordShown]


@requests.reads(f"{HERE}/records", ServiceRecords)
def list_request_records(call: Call, id: UUID) -> dict[str, Any]:
    """List the service records of a request.

    One an attempt, with all their lines.
    """
    return {"items": [_show(sheet) for sheet in records_of(request_to_read(call, id))]}


@requests.sets(f"{HERE}/record", ServiceRecordShown)
def write_request_record(call: Call, id: UUID, body: RecordTyped) -> dict[str, Any]:
    """Write the record of the attempt under way.

    As far as it is known; `handle` completes it. A record that was sent back is corrected.
    """
    record = save_draft_record(call.actor, request_to_read(call, id), record=body.draft(), at=call.at)
    return _show(record_of(record))


@requests.changes(f"{HERE}/records/{{uuid:record_id}}", ServiceRecordShown)
def correct_request_record(call: Call, id: UUID, record_id: UUID, body: RecordTyped) -> dict[str, Any]:
    """Correct a record that is complete or was sent back.

    Of whichever attempt it is, as long as it is not accepted; what is not sent stays as it is. The request is signed
    off again once none of its records waits for a correction.
    """
    kept = found(ServiceRecord.objects.filter(request=request_to_read(call, id)), record_id)
    lock(REQUESTS, id)  # under which its records are written: locked the other way round, two would wait for ever
    return _show(record_of(correct_record(call.actor, unchanged(call, kept), changes=body.draft(), at=call.at)))


PLAIN = (
    "id", "state", "started_at", "arrived_at", "finished_at", "travel_minutes", "labour_minutes", "billable_minutes",
    "problem", "work_done", "next_advice", "signature_id", "signed_by", "signature_missing_reason", "sent_back_for",
    "accepted_at", "version",
)  # fmt: skip


def _show(sheet: RecordSheet) -> dict[str, Any]:
    record = sheet.record
    return {
        **{name: getattr(record, name) for name in PLAIN},
        "attempt": record.attempt.position,
        "result": record.result or None,
        "engineer": by_code(record.engineer),
        "person": by_name(record.assignee),
        "symptom": by_code(record.symptom),
        "cause": by_code(record.cause),
        "remedy": by_code(record.remedy),
        "parts": [_part(line) for line in sheet.parts],
        "costs": [
            {"id": line.id, "kind": line.kind, "amount": money(line.money), "note": line.note, "charged": line.charged}
            for line in sheet.costs
        ],
        "answers": [
            {"item": line.item, "text": line.text, "answer": line.answer, "passed": line.passed}
            for line in sheet.answers
        ],
        "readings": [
            {"name": line.name, "value": f"{line.value.normalize():f}", "unit": line.unit} for line in sheet.readings
        ],
        "photo_ids": [photo.id for photo in sheet.photos],
    }


def _part(line: Any) -> dict[str, Any]:
    price = None if line.unit_price is None else Money(line.unit_price, line.currency)
    return {
        "id": line.id,
        "part": line.part_number or None,
        "name": line.name,
        "quantity": f"{line.quantity.normalize():f}",
        "serial_in": line.serial_in,
        "serial_out": line.serial_out,
        "price": money(price),
        "charged": line.charged,
    }
