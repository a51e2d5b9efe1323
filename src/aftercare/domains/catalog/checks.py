"""What must hold of single values before they are written."""

import re
from collections.abc import Container, Mapping, Sequence
from decimal import Decimal
from typing import Any

from aftercare.domains.catalog.errors import (
    BadSerialPattern,
    CodeOrNameMissing,
    CodeTaken,
    PriceWithoutCurrency,
    UnknownParts,
    UnknownSkills,
)

LEVELS = range(1, 6)
CURRENCY = re.compile("[A-Z]{3}")


def checked_code(code: str, name: str, holder: object) -> tuple[str, str]:
    """A code that nobody holds and a name, both without blanks around them."""
    plain = code.strip()
    named = checked_name(plain, name)
    if holder is not None:
        raise CodeTaken(taken=plain, holder=str(holder))
    return plain, named


def checked_name(code: str, name: str) -> str:
    """A name beside a code, neither of them blank."""
    plain = " ".join(name.split())
    if not code or not plain:
        raise CodeOrNameMissing(code=code, name=name)
    return plain


def checked_pattern(pattern: str) -> str:
    """A regular expression, or none."""
    try:
        re.compile(pattern)
    except re.error as wrong:
        raise BadSerialPattern(pattern=pattern, reason=str(wrong)) from wrong
    return pattern


def checked_price(amount: Decimal | None, currency: str) -> None:
    """An amount with its currency, or neither."""
    priced = amount is not None and amount >= 0 and CURRENCY.fullmatch(currency)
    if not priced and (amount is not None or currency):
        raise PriceWithoutCurrency(errors={"unit_price": PriceWithoutCurrency.sentence})


def checked_skills(skills: Mapping[str, int], known: Container[str]) -> dict[str, int]:
    """Levels from 1 to 5 of skills that are known, by code."""
    wrong = sorted(code for code, level in skills.items() if code not in known or level not in LEVELS)
    if wrong:
        raise UnknownSkills(skills=", ".join(wrong))
    return dict(skills)


def checked_parts(parts: Sequence[Mapping[str, Any]], known: Container[str]) -> list[dict[str, Any]]:
    """Quantities above 0 of parts that are known, by number."""
    wrong = sorted(line["part"] for line in parts if line["part"] not in known or not line["quantity"] > 0)
    if wrong:
        raise UnknownParts(parts=", ".join(wrong))
    return [{"part": line["part"], "quantity": float(line["quantity"])} for line in parts]
