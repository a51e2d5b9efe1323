"""From when and until when a warranty or an agreement counts."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

# The day each rule asks for, the first that is known; a unit in operation was installed.
EVIDENCE: Mapping[str, tuple[str, ...]] = {
    "invoice": ("sold_date",),
    "delivery": ("shipped_date",),
    "installation": ("installed_date", "commissioned_date"),
    "registration": ("registered_date",),
    "production": ("produced_date",),
}


# Which other days stand in for one that is not known; that a unit was made says nothing of its sale.
STANDING_IN = ("invoice", "delivery", "installation", "registration")


def last_day(starts_on: date, months: int) -> date:
    """The last covered day: the day of the same number some months later, or that month's end where there is none.

    The day itself is not counted and the corresponding day is: Civil Code of the PRC, articles 201 and 202.
    """
    year, month = divmod(starts_on.year * 12 + starts_on.month - 1 + months, 12)
    return date(year, month + 1, min(starts_on.day, monthrange(year, month + 1)[1]))


def same_span_after(starts_on: date, ends_on: date) -> date:
    """The last day of the next period of the same length: in months where it was of whole months, else in days."""
    following = ends_on + timedelta(days=1)
    months = (following.year - starts_on.year) * 12 + following.month - starts_on.month
    if months and last_day(starts_on, months) == following:
        return last_day(following, months) - timedelta(days=1)
    return ends_on + (following - starts_on)


def year_from(starts_on: date) -> date:
    """The last day of a year that begins on a day."""
    return last_day(starts_on, 12) - timedelta(days=1)


def start_day(rule: str, dates: Mapping[str, date | None], after_months: int = 0) -> tuple[date, str] | None:
    """The day a warranty counts from and the rule that gave it; so many months after the day the rule asks for.

    Without the day its own rule asks for, the earliest other day known stands in; without any, there is none yet.
    """
    if own := _known(rule, dates):
        return last_day(own, after_months), rule
    others = [(day, other) for other in STANDING_IN if (day := _known(other, dates))]
    return min(others, default=None)


def _known(rule: str, dates: Mapping[str, date | None]) -> date | None:
    return next((day for name in EVIDENCE[rule] if (day := dates.get(name))), None)
