"""From when and until when a warranty counts."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

# The day each rule asks for, the first that is known; a unit in operation was installed.
EVIDENCE: Mapping[str, tuple[str, ...]] = {
    "invoice": ("sold_date",),
    "delivery": ("shipped_date",),
    "installation": ("installed_date", "commissioned_date"),
}


def last_day(starts_on: date, months: int) -> date:
    """The last covered day: the day of the same number some months later, or that month's end where there is none.

    The day itself is not counted and the corresponding day is: Civil Code of the PRC, articles 201 and 202.
    """
    year, month = divmod(starts_on.year * 12 + starts_on.month - 1 + months, 12)
    return date(year, month + 1, min(starts_on.day, monthrange(year, month + 1)[1]))


def start_day(rule: str, dates: Mapping[str, date | None]) -> tuple[date, str] | None:
    """The day a warranty counts from and the rule that gave it.

    Without the day its own rule asks for, the earliest other day known stands in; without any, there is none yet.
    """
    if own := _known(rule, dates):
        return own, rule
    others = [(day, other) for other in EVIDENCE if (day := _known(other, dates))]
    return min(others, default=None)


def _known(rule: str, dates: Mapping[str, date | None]) -> date | None:
    return next((day for name in EVIDENCE[rule] if (day := dates.get(name))), None)
