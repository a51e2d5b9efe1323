"""Prices pasted from a sheet: a number and a price on each line, parted by a tab, blanks, a comma or a semicolon."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

MOST_LINES = 1000
MOST = Decimal(10) ** 10
OFF = frozenset({"-", "–", "—"})  # takes a price off the list
SHAPE = re.compile(r"(?P<number>\S+?)[\s,;]+(?P<price>\S+)")
PRICE = re.compile(r"[¥$€£]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,4})?")


@dataclass(frozen=True, slots=True)
class PriceLine:
    """What one line says; no price takes it off the list."""

    line: int
    number: str
    price: Decimal | None


@dataclass(frozen=True, slots=True)
class Pasted:
    """The lines that can be read, and a sentence for each that can't."""

    lines: Sequence[PriceLine]
    problems: Sequence[str]


def prices_in(text: str) -> Pasted:
    """Read the table; of a sheet with more columns the first and the last count."""
    lines: list[PriceLine] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    written = [(place, line) for place, line in enumerate(text.splitlines(), 1) if line.strip()]
    for place, line in written[:MOST_LINES]:
        read = _read(place, line)
        if isinstance(read, str):
            problems.append(read)
            continue
        before = seen.setdefault(read.number.upper(), place)
        if before != place:
            said = {"line": place, "number": read.number, "before": before}
            problems.append(_("line %(line)s: %(number)s stands in line %(before)s already") % said)
        lines.append(read)
    if not written:
        problems.append(_("there is no line"))
    if len(written) > MOST_LINES:
        problems.append(_("there are more than %(most)s lines") % {"most": MOST_LINES})
    return Pasted(lines, problems)


def _read(place: int, line: str) -> PriceLine | str:
    plain = unicodedata.normalize("NFKC", line).strip()
    number, price = _ends(plain)
    if number and price in OFF:
        return PriceLine(place, number, None)
    money = PRICE.fullmatch(price)
    if not number or money is None:
        return _("line %(line)s: “%(written)s” is no number and price") % {"line": place, "written": plain[:80]}
    amount = Decimal(money[1].replace(",", "") + (money[2] or ""))
    if amount >= MOST:
        return _("line %(line)s: the price is too high") % {"line": place}
    return PriceLine(place, number, amount)


def _ends(line: str) -> tuple[str, str]:
    """The number and the price as they are written; two empty words where there are not both."""
    cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
    if len(cells) > 1:
        return cells[0], cells[-1]
    shape = SHAPE.fullmatch(line)
    return (shape["number"], shape["price"]) if shape else ("", "")


def unknown(lines: Iterable[PriceLine], things: Mapping[str, Sequence[object]]) -> list[str]:
    """A sentence for each number that names nothing, or more than one thing."""
    said = []
    for one in lines:
        found = len(things.get(one.number.upper(), ()))
        told = {"line": one.line, "number": one.number}
        if found == 0:
            said.append(_("line %(line)s: no product and no part has the number %(number)s") % told)
        if found > 1:
            said.append(_("line %(line)s: a product and a part have the number %(number)s") % told)
    return said
