"""Single cells as values, or the sentence that says what is wrong with one."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from aftercare.domains.sheets.columns import Column, Layout
from aftercare.domains.sheets.errors import (
    CellMissing,
    CellTooLong,
    NotAChoice,
    NotADay,
    NotANumber,
)
from aftercare.domains.sheets.languages import codes_by_words
from aftercare.domains.sheets.plans import Problem, Row
from aftercare.kit.errors import Refusal, Sentence
from aftercare.kit.periods import EARLIEST_DAY, LATEST_DAY
from aftercare.kit.words import folded

DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ].*)?")
AMOUNT = re.compile(r"(\d{1,12}|\d{1,3}(,\d{3}){1,3})(\.\d{1,6})?", re.ASCII)


def problems_of(layout: Layout, row: Row, *, new: bool) -> list[Problem]:
    """Cells that are too long, and empty ones that a new record needs."""
    found = []
    for column in layout.columns:
        text = row.cells.get(column.name, "")
        if len(text) > column.longest:
            told = CellTooLong(column=column.label, length=len(text), most=column.longest)
            found.append(Problem(column.name, str(told)))
        elif new and column.needed and not text:
            found.append(Problem(column.name, str(CellMissing(column=column.label))))
    return found


def problems_in(refusal: Refusal, names: Mapping[str, str] | None = None) -> list[Problem]:
    """What a refusal says, at the columns of the fields it names."""
    if not refusal.errors:
        return [Problem("", str(refusal))]
    known = names or {}
    return [Problem(known.get(name, name), str(said)) for name, said in refusal.errors.items()]


def choice(column: Column, text: str) -> str:
    """The code that is meant by its word in any language and any case, or by itself."""
    wanted = folded(text)
    code = column.meant.get(wanted) or _codes(tuple(column.choices.items())).get(wanted)
    if code is None:
        known = ", ".join(str(words) for words in column.choices.values())
        raise NotAChoice(value=text, column=column.label, known=known)
    return code


@lru_cache(maxsize=32)
def _codes(choices: tuple[tuple[str, Sentence], ...]) -> dict[str, str]:
    return codes_by_words(dict(choices))


def day(column: Column, text: str) -> date | None:
    """A day as people here write it; none for an empty cell."""
    if not text:
        return None
    found = DAY.fullmatch(text)
    try:
        read = date(*map(int, found.groups())) if found else None
    except ValueError:
        read = None
    if read is None or not EARLIEST_DAY <= read <= LATEST_DAY:
        raise NotADay(value=text, column=column.label)
    return read


def whole(column: Column, text: str) -> int | None:
    """A whole number from 0; none for an empty cell."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or int(text) > 32_767:
        raise NotANumber(value=text, column=column.label, example="120")
    return int(text)


def amount(column: Column, text: str, *, places: int) -> Decimal | None:
    """A decimal figure from 0, with a comma between thousands or none; none for an empty cell."""
    if not text:
        return None
    plain = text.removesuffix("%").strip()
    read = Decimal(plain.replace(",", "")) if AMOUNT.fullmatch(plain) else None
    if read is None or read >= 10**9 or read != round(read, places):
        raise NotANumber(value=text, column=column.label, example="1200.50")
    return read


def degrees(column: Column, text: str) -> Decimal | None:
    """A coordinate to six places; none for an empty cell."""
    if not text:
        return None
    try:
        read = Decimal(text).quantize(Decimal("0.000001"))
    except InvalidOperation:
        read = Decimal("NaN")
    if not read.is_finite():
        raise NotANumber(value=text, column=column.label, example="31.300000")
    return read
