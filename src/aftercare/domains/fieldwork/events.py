"""What happens to service records."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from aftercare.kit.events import event

Pieces = tuple[tuple[str, Decimal], ...]  # part number and quantity
Amounts = tuple[tuple[str, Decimal, str], ...]  # what for, how much, of which currency
Changes = tuple[tuple[str, str, str], ...]  # field, number before, number after; words are not repeated


@event("service_record.begun")
class RecordBegun:
    """Somebody began to write what an attempt did."""

    record_id: UUID
    request_id: UUID
    attempt: int


@event("service_record.written")
class RecordWritten:
    """The record of an attempt is complete; with its figures, for stock, reports and what learns from it."""

    record_id: UUID
    request_id: UUID
    attempt: int
    result: str
    labour_minutes: int
    travel_minutes: int
    billable_minutes: int
    engineer_id: UUID | None = None
    assignee_id: UUID | None = None
    device_id: UUID | None = None
    started_at: datetime | None = None
    arrived_at: datetime | None = None
    finished_at: datetime | None = None
    symptom_id: UUID | None = None
    cause_id: UUID | None = None
    remedy_id: UUID | None = None
    parts: Pieces = ()
    costs: Amounts = ()
    failed_items: tuple[str, ...] = ()
    signed: bool = False


@event("service_record.corrected")
class RecordCorrected:
    """A complete record was changed before it was accepted."""

    record_id: UUID
    request_id: UUID
    changes: Changes


@event("service_record.signed_off")
class RecordSignedOff:
    """The service manager accepted these figures, or sent them back."""

    record_id: UUID
    request_id: UUID
    accepted: bool
    labour_minutes: int
    travel_minutes: int
    billable_minutes: int
    parts: Pieces = ()
    costs: Amounts = ()


@event("service_record.photo_attached")
class PhotoAttached:
    """A photo was put to a record."""

    record_id: UUID
    request_id: UUID
    file_id: UUID


@event("service_record.photo_removed")
class PhotoRemoved:
    """A photo was taken off a record that is not accepted yet; its bytes are forgotten later."""

    record_id: UUID
    request_id: UUID
    file_id: UUID


@event("record_rule.set")
class RecordRuleSet:
    """What records of a kind of request must hold was changed."""

    rule_id: UUID
    kind: str
    require_cause: bool
    require_signature: bool
    require_photo: bool
