"""Lines in words: what they are for, what is counted, and what covers them."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from aftercare.domains.billing.covering import OVERRIDE
from aftercare.domains.billing.models import BillLine, Sort, UnitOf
from aftercare.domains.contracts.coverage_record import Reason
from aftercare.domains.contracts.coverage_words import sentence

BEAR = _("We bear %(percent)s %% of it.")


def name_of(line: BillLine) -> str:
    """What a line is for: labour and the way with their own words behind, parts and others by what they are."""
    if line.sort in (Sort.PART, Sort.OTHER):
        return line.thing or str(Sort(line.sort).label)
    said = str(Sort(line.sort).label)
    return f"{said} · {line.thing}" if line.thing else said


def why_of(line: BillLine) -> list[str]:
    """What covers a line, or why nothing does, in the reader's words."""
    if line.covered_by == OVERRIDE:
        return [str(BEAR) % {"percent": line.covered_percent}] if line.covered_percent else []
    return [sentence(Reason(kept["code"], kept["params"])) for kept in line.reasons]


def counted(line: BillLine) -> str:
    """How many of what: 1.5 hours, 2."""
    said = plain(line.quantity)
    return said if line.unit == UnitOf.PIECE else f"{said} {UnitOf(line.unit).label}"


def plain(number: Decimal) -> str:
    """A number as the reader writes it, without trailing zeros."""
    return str(number_format(Decimal(f"{number.normalize():f}"), force_grouping=True))
