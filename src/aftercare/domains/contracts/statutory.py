"""Statutory rights 三包 on a day: which of refund, exchange and repair still hold, and until when.

The day of the sale is not counted (Civil Code of the PRC, article 201), so 7 days from 1 March end on 8 March.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from aftercare.domains.contracts.warranty_dates import last_day
from aftercare.kit.errors import Sentence

SENTENCES: Mapping[str, Sentence] = {
    "refund": _(
        "By law the customer may give it back, have it exchanged or repaired until %(until)s (%(regulation)s)."
    ),
    "exchange": _("By law the customer may have it exchanged or repaired until %(until)s (%(regulation)s)."),
    "repair": _("By law it is repaired free of charge until %(until)s (%(regulation)s)."),
    "main_parts": _("By law its main parts are repaired free of charge until %(until)s (%(regulation)s)."),
}


@dataclass(frozen=True, slots=True)
class Periods:
    """What a regulation gives, in days and months; 0 gives nothing."""

    regulation: str
    refund_days: int
    exchange_days: int
    repair_months: int
    main_parts_months: int


@dataclass(frozen=True, slots=True)
class Right:
    """Something the customer may ask for by law, until a last day."""

    kind: str
    until: date
    regulation: str

    def __str__(self) -> str:
        return str(SENTENCES[self.kind]) % {"until": date_format(self.until), "regulation": self.regulation}


def rights(periods: Periods, starts_on: date, on: date) -> list[Right]:
    """The rights in force on a day, those that end first before the others."""
    ends = {
        "refund": periods.refund_days and starts_on + timedelta(days=periods.refund_days),
        "exchange": periods.exchange_days and starts_on + timedelta(days=periods.exchange_days),
        "repair": periods.repair_months and last_day(starts_on, periods.repair_months),
        "main_parts": periods.main_parts_months and last_day(starts_on, periods.main_parts_months),
    }
    return [Right(kind, end, periods.regulation) for kind, end in ends.items() if end and starts_on <= on <= end]
