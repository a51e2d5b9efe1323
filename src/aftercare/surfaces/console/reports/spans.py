"""The columns of a report: months or days, what stands above them, and how deep a cell is drawn."""

from datetime import date
from decimal import Decimal
from math import ceil

from aftercare.kit.periods import Period, month_of
from aftercare.surfaces.console.staff import StaffRequest
from aftercare.ui.components.lists import address

SHADES = 4


def head(request: StaffRequest, grain: str, span: date) -> tuple[str, str]:
    """What stands above a column; a month leads to its days."""
    month = f"{span:%Y-%m}"
    url = address(request, grain="day", first=month, last=month) if grain == "month" else ""
    return span_words(grain, span), url


def span_words(grain: str, span: date) -> str:
    """A month or a day as it is written."""
    return f"{span:%Y-%m}" if grain == "month" else str(span)


def period_of(grain: str, span: date) -> Period:
    """All days of a column."""
    return month_of(span) if grain == "month" else Period(span, span)


def shade(figure: int | Decimal, most: int | Decimal) -> int:
    """From 0 for nothing to the deepest for the largest."""
    return ceil(SHADES * figure / most) if figure > 0 and most > 0 else 0
