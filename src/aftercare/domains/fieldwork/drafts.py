"""What is typed into a service record, and how a manager corrects its figures; values on their way in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """A part that was used: its number (or id) in the catalog, or just a name for one bought on the way.

    Price and charging follow the catalog and what covers the request, unless they are given.
    """

    part: str = ""
    name: str = ""
    quantity: Decimal = Decimal(1)
    serial_in: str = ""
    serial_out: str = ""
    unit_price: Decimal | None = None
    currency: str = ""
    charged: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLine:
    """Money spent on the way: travel, lodging, toll, other."""

    kind: str
    amount: Decimal
    currency: str = ""
    note: str = ""
    charged: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found for an item of the checklist."""

    item: str
    text: str = ""
    answer: str = ""
    passed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A reading: what was measured, how much of which unit."""

    name: str
    value: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDraft:
    """A record as far as it is typed. What is None was not given and stays as it is; a list replaces the list before.

    `symptom`, `cause` and `remedy` are codes (or ids) of the fault taxonomy; an empty one takes the code away.
    `signed_by` is the name typed under the signature.
    """

    work_done: str | None = None
    problem: str | None = None
    next_advice: str | None = None
    labour_minutes: int | None = None
    travel_minutes: int | None = None
    billable_minutes: int | None = None
    symptom: str | None = None
    cause: str | None = None
    remedy: str | None = None
    started_at: datetime | None = None
    arrived_at: datetime | None = None
    finished_at: datetime | None = None
    parts: tuple[PartLine, ...] | None = None
    costs: tuple[CostLine, ...] | None = None
    answers: tuple[Answer, ...] | None = None
    readings: tuple[Measured, ...] | None = None
    signature: bytes | None = None
    signed_by: str | None = None
    signature_missing_reason: str | None = None


NOTHING_TYPED = RecordDraft()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a manager accepts of a record instead of what was written; a part of quantity 0 is struck out."""

    record: UUID
    labour_minutes: int | None = None
    travel_minutes: int | None = None
    billable_minutes: int | None = None
    parts: Mapping[UUID, Decimal] = field(default_factory=dict)
    costs: Mapping[UUID, Decimal] = field(default_factory=dict)
