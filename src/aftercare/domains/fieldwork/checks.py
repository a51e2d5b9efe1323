"""What must hold of typed values before they are written."""

import re
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from aftercare.domains.fieldwork.drafts import Answer, CostLine, Measured, PartLine, RecordDraft
from aftercare.domains.fieldwork.errors import (
    AnsweredTwice,
    BadAmount,
    BadMinutes,
    BadQuantity,
    BadReading,
    NotAPicture,
    PartUnnamed,
    TimesOutOfOrder,
    TooLong,
)
from aftercare.domains.fieldwork.models import CostKind
from aftercare.domains.requests.errors import UnknownChoice
from aftercare.kit.files import CheckedFile, check_file
from aftercare.kit.files.checking import Readable

A_DAY = 1440
LONGEST_NAME = 80
FEWEST_PIECES, MOST_PIECES = Decimal("0.001"), Decimal(99_999)
MOST_MONEY = Decimal(1_000_000_000)
MOST_MEASURED = Decimal(10**11)
MINUTES = ("labour_minutes", "travel_minutes", "billable_minutes")
CURRENCY = re.compile("[A-Z]{3}")


def check_photo(name: str, content: bytes | Readable) -> CheckedFile:
    """A picture drawn anew, ready to be kept; anything else is refused."""
    photo = check_file(name, content)
    if not photo.is_picture:
        raise NotAPicture(name=photo.name)
    return photo


def check_draft(draft: RecordDraft) -> None:
    """Refuse the first value that can't be, naming its field."""
    for name in MINUTES:
        check_minutes(name, getattr(draft, name))
    check_times(draft.started_at, draft.arrived_at, draft.finished_at)
    _check_lengths("signed_by", (draft.signed_by or "", LONGEST_NAME))
    for number, part in enumerate(draft.parts or ()):
        _check_part(f"parts.{number}", part)
    for number, cost in enumerate(draft.costs or ()):
        _check_cost(f"costs.{number}", cost)
    _check_answers(draft.answers or ())
    for number, reading in enumerate(draft.readings or ()):
        _check_reading(f"readings.{number}", reading)


def check_minutes(field: str, minutes: int | None) -> None:
    """Minutes within a day."""
    if minutes is not None and not 0 <= minutes <= A_DAY:
        wrong = BadMinutes(minutes=minutes)
        wrong.errors[field] = str(wrong)
        raise wrong


def check_times(*times: datetime | None) -> None:
    """Instants in the order of the visit, as far as they are known."""
    known = [time for time in times if time is not None]
    if known != sorted(known):
        raise TimesOutOfOrder(errors={"finished_at": TimesOutOfOrder.sentence})


def check_quantity(field: str, part: str, quantity: Decimal) -> None:
    """More than nothing, and no more than there are."""
    if not (quantity.is_finite() and FEWEST_PIECES <= quantity <= MOST_PIECES):
        wrong = BadQuantity(part=part, quantity=quantity)
        wrong.errors[field] = str(wrong)
        raise wrong


def check_amount(field: str, what: str, amount: Decimal, currency: str) -> None:
    """Money that can be paid; a currency may be left to the company's own."""
    sound = amount.is_finite() and 0 <= amount <= MOST_MONEY and (not currency or CURRENCY.fullmatch(currency))
    if not sound:
        wrong = BadAmount(what=what, amount=f"{amount} {currency}".strip())
        wrong.errors[field] = str(wrong)
        raise wrong


def _check_part(field: str, line: PartLine) -> None:
    if not line.part and not line.name.strip():
        raise PartUnnamed(errors={field: PartUnnamed.sentence})
    called = line.part or line.name
    check_quantity(f"{field}.quantity", called, line.quantity)
    if line.unit_price is not None or line.currency:
        check_amount(f"{field}.unit_price", called, line.unit_price or Decimal(0), line.currency)
    _check_lengths(field, (line.name, 160), (line.serial_in, 80), (line.serial_out, 80))


def _check_cost(field: str, line: CostLine) -> None:
    if line.kind not in CostKind.values:
        wrong = UnknownChoice(value=line.kind, known=", ".join(CostKind.values))
        wrong.errors[f"{field}.kind"] = str(wrong)
        raise wrong
    check_amount(f"{field}.amount", line.kind, line.amount, line.currency)


def _check_answers(answers: Iterable[Answer]) -> None:
    seen: set[str] = set()
    for number, answer in enumerate(answers):
        _check_lengths(f"answers.{number}", (answer.item, 80))
        if answer.item in seen:
            wrong = AnsweredTwice(item=answer.item)
            wrong.errors[f"answers.{number}"] = str(wrong)
            raise wrong
        seen.add(answer.item)


def _check_reading(field: str, reading: Measured) -> None:
    if not (reading.value.is_finite() and abs(reading.value) <= MOST_MEASURED):
        wrong = BadReading(name=reading.name, value=reading.value)
        wrong.errors[field] = str(wrong)
        raise wrong
    _check_lengths(field, (reading.name, 80), (reading.unit, 20))


def _check_lengths(field: str, *texts: tuple[str, int]) -> None:
    for text, most in texts:
        if len(text) > most:
            wrong = TooLong(beginning=text[:20], most=most)
            wrong.errors[field] = str(wrong)
            raise wrong
