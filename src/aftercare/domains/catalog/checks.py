"""What must hold of single values before they are written."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Model

from aftercare.domains.catalog.errors import (
    BadSerialPattern,
    CodeTaken,
    NameMissing,
    PriceWithoutCurrency,
    UnknownParts,
    UnknownSkills,
)
from aftercare.domains.catalog.models import Part, Skill

LEVELS = range(1, 6)
CURRENCY = re.compile("[A-Z]{3}")


def checked_code(thing: type[Model], field: str, code: str, name: str, **within: Any) -> tuple[str, str]:
    """A code that is free and a name, both without blanks around them."""
    code = code.strip()
    name = checked_name(code, name)
    holder = thing._default_manager.filter(**{field: code}, **within).first()
    if holder is not None:
        raise CodeTaken(taken=code, holder=str(holder))
    return code, name


def checked_name(code: str, name: str) -> str:
    """A name beside a code, neither of them blank."""
    plain = " ".join(name.split())
    if not code or not plain:
        raise NameMissing(code=code, name=name)
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


def checked_skills(skills: Mapping[str, int]) -> dict[str, int]:
    """Levels from 1 to 5 of skills that exist, by code."""
    known = set(Skill.objects.filter(code__in=skills).values_list("code", flat=True))
    wrong = sorted(code for code, level in skills.items() if code not in known or level not in LEVELS)
    if wrong:
        raise UnknownSkills(skills=", ".join(wrong))
    return dict(skills)


def checked_parts(parts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Quantities above 0 of parts that exist, by number."""
    known = set(Part.objects.filter(number__in=[line["part"] for line in parts]).values_list("number", flat=True))
    wrong = sorted(line["part"] for line in parts if line["part"] not in known or not line["quantity"] > 0)
    if wrong:
        raise UnknownParts(parts=", ".join(wrong))
    return [{"part": line["part"], "quantity": float(line["quantity"])} for line in parts]
