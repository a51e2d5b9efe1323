"""The service record as it is sent: what was found, done, used and spent in one attempt."""

import base64
import binascii
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from aftercare.domains.fieldwork.drafts import Answer, Correction, CostLine, Measured, PartLine, RecordDraft
from aftercare.kit.errors import Invalid
from aftercare.surfaces.api.fields import Body, Flag, Instant, MoneyGiven, Number, Text, Whole

BAD_SIGNATURE = _("A signature is a picture: send it in base64, or as a data URL.")
A_DAY = 1440


class PartUsed(Body):
    """A part that was used; one bought on the way has a name instead of a number."""

    part: Text = Field("", max_length=60, description="The part's number.", examples=["CAP-35UF"])
    name: Text = Field("", max_length=160)
    quantity: Number = Field(1, gt=0, le=99_999)
    serial_in: Text = Field("", max_length=80)
    serial_out: Text = Field("", max_length=80)
    price: MoneyGiven | None = Field(None, description="Of one; the catalog's if none is given.")
    charged: Flag | None = Field(None, description="What covers the request decides, if not said.")


class CostGiven(Body):
    """Money spent on the way."""

    kind: Literal["travel", "lodging", "toll", "other"]
    amount: MoneyGiven
    note: Text = Field("", max_length=500)
    charged: Flag | None = None


class AnswerGiven(Body):
    """What was found for an item of the checklist."""

    item: Text = Field(min_length=1, max_length=80)
    text: Text = Field("", max_length=300)
    answer: Text = Field("", max_length=2000)
    passed: Flag | None = None


class ReadingGiven(Body):
    """What was measured."""

    name: Text = Field(min_length=1, max_length=80, examples=["运行电流"])
    value: Number = Field(ge=-100_000_000_000, le=100_000_000_000)
    unit: Text = Field("", max_length=20, examples=["A"])


class RecordFields(Body):
    """What may be written into a record."""

    problem: Text | None = Field(None, max_length=5000)
    next_advice: Text | None = Field(None, max_length=5000)
    travel_minutes: Whole | None = Field(None, ge=0, le=A_DAY)
    billable_minutes: Whole | None = Field(None, ge=0, le=A_DAY)
    symptom: Text | None = Field(None, max_length=40, description="The code of a symptom.")
    cause: Text | None = Field(None, max_length=40, description="The code of a cause.")
    remedy: Text | None = Field(None, max_length=40, description="The code of a remedy.")
    started_at: Instant | None = None
    arrived_at: Instant | None = None
    finished_at: Instant | None = None
    parts: list[PartUsed] | None = Field(None, max_length=200)
    costs: list[CostGiven] | None = Field(None, max_length=100)
    answers: list[AnswerGiven] | None = Field(None, max_length=200)
    readings: list[ReadingGiven] | None = Field(None, max_length=200)
    signature: Text | None = Field(None, max_length=400_000, description="A picture in base64, or as a data URL.")
    signed_by: Text | None = Field(None, max_length=80, description="The name of who signed.")
    signature_missing_reason: Text | None = Field(None, max_length=500)

    def draft(self) -> RecordDraft:
        """What was sent, in the words of the room."""
        given = {name: value for name, value in self.given(*LINES, "signature").items() if value is not None}
        return RecordDraft(**given, **self._lines(), signature=_picture(self.signature))

    def _lines(self) -> dict[str, Any]:
        turned: dict[str, Any] = {
            "parts": [_part(line) for line in self.parts or ()],
            "costs": [_cost(line) for line in self.costs or ()],
            "answers": [Answer(**line.model_dump()) for line in self.answers or ()],
            "readings": [
                Measured(name=line.name, value=Decimal(str(line.value)), unit=line.unit) for line in self.readings or ()
            ],
        }
        return {name: tuple(lines) for name, lines in turned.items() if getattr(self, name) is not None}


LINES = ("parts", "costs", "answers", "readings")


class RecordGiven(RecordFields):
    """The service record of a solved attempt."""

    work_done: Text = Field(min_length=1, max_length=20_000, examples=["更换电容，试机正常"])
    labour_minutes: Whole = Field(ge=0, le=A_DAY, examples=[45])


class RecordTyped(RecordFields):
    """A record as far as it is written; what is not sent stays as it is."""

    work_done: Text | None = Field(None, max_length=20_000)
    labour_minutes: Whole | None = Field(None, ge=0, le=A_DAY)


class CorrectionGiven(Body):
    """What is accepted of a record instead of what was written."""

    record_id: UUID
    labour_minutes: Whole | None = Field(None, ge=0, le=A_DAY)
    travel_minutes: Whole | None = Field(None, ge=0, le=A_DAY)
    billable_minutes: Whole | None = Field(None, ge=0, le=A_DAY)
    parts: dict[UUID, Number] = Field(default={}, description="Quantities by line; 0 strikes a part out.")
    costs: dict[UUID, Number] = Field(default={}, description="Amounts by line.")

    def correction(self) -> Correction:
        """The same in the words of the room."""
        return Correction(
            record=self.record_id,
            labour_minutes=self.labour_minutes,
            travel_minutes=self.travel_minutes,
            billable_minutes=self.billable_minutes,
            parts={id: Decimal(str(value)) for id, value in self.parts.items()},
            costs={id: Decimal(str(value)) for id, value in self.costs.items()},
        )


def _part(line: PartUsed) -> PartLine:
    given = line.model_dump(include={"part", "name", "serial_in", "serial_out", "charged"})
    return PartLine(
        quantity=Decimal(str(line.quantity)),
        unit_price=line.price.decimal if line.price else None,
        currency=line.price.currency if line.price else "",
        **given,
    )


def _cost(line: CostGiven) -> CostLine:
    return CostLine(
        kind=line.kind,
        amount=line.amount.decimal,
        currency=line.amount.currency,
        note=line.note,
        charged=line.charged,
    )


def _picture(written: str | None) -> bytes | None:
    """The bytes of a picture that was sent as text."""
    if not written:
        return None
    try:
        return base64.b64decode(written.rpartition(",")[2], validate=True)
    except (binascii.Error, ValueError) as reason:
        raise Invalid(BAD_SIGNATURE, errors={"record.signature": BAD_SIGNATURE}) from reason
