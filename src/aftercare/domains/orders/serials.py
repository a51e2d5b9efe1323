"""Serial numbers pasted in bulk: one a line, or parted by commas, semicolons and blanks; each problem has its line."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

LONGEST = 80
MOST_TOLD = 10
SHOWN = 4  # characters of a number that somebody with a link sees


@dataclass(frozen=True, slots=True)
class Scanned:
    """A serial number in narrow characters, and the line it was pasted on."""

    line: int
    serial: str


def scanned(text: str) -> list[Scanned]:
    """The serial numbers of a pasted text, in its order."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        plain = unicodedata.normalize("NFKC", line)
        found += [Scanned(number, word) for word in re.split(r"[\s,;、]+", plain) if word]
    return found


def repeated(serials: Iterable[Scanned]) -> list[str]:
    """A sentence for each number that stands there twice, in any case of letters."""
    first: dict[str, int] = {}
    said = []
    for one in serials:
        key = one.serial.upper()
        if key in first:
            told = {"line": one.line, "serial": one.serial, "before": first[key]}
            said.append(_("line %(line)s: %(serial)s stands in line %(before)s already") % told)
        first.setdefault(key, one.line)
    return said


def misfits(serials: Iterable[Scanned], pattern: str) -> list[str]:
    """A sentence for each number that is too long or does not match the product's pattern."""
    said = []
    for one in serials:
        if len(one.serial) > LONGEST or (pattern and not re.fullmatch(pattern, one.serial)):
            told = {"line": one.line, "serial": one.serial[:LONGEST], "pattern": pattern or f".{{1,{LONGEST}}}"}
            said.append(_("line %(line)s: “%(serial)s” does not match %(pattern)s") % told)
    return said


def known_already(serials: Iterable[Scanned], taken: Iterable[str]) -> list[str]:
    """A sentence for each number that was shipped before."""
    held = {serial.upper() for serial in taken}
    words = _("line %(line)s: %(serial)s was shipped already")
    return [words % {"line": one.line, "serial": one.serial} for one in serials if one.serial.upper() in held]


def told(problems: list[str]) -> str:
    """The first problems in one sentence, and how many more there are."""
    more = len(problems) - MOST_TOLD
    shown = "; ".join(problems[:MOST_TOLD])
    return f"{shown}; " + _("and %(count)s more") % {"count": more} if more > 0 else shown


def partly(serial: str) -> str:
    """The end of a serial number: enough to know it is this unit, too little to ask for it elsewhere."""
    return f"…{serial[-SHOWN:]}" if len(serial) > SHOWN else ""
