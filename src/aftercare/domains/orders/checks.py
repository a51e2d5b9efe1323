"""What must hold of single values before they are written."""

from datetime import date
from decimal import Decimal

from aftercare.domains.orders.errors import BadCurrency, BadPercent, BadValidity, OrderReasonMissing
from aftercare.kit.money import known_currencies


def checked_currency(written: str) -> str:
    """Three letters in capitals that a currency has."""
    code = written.strip().upper()
    if code not in known_currencies():
        raise BadCurrency(currency=written, errors={"currency": BadCurrency.sentence})
    return code


def checked_percent(given: Decimal) -> Decimal:
    """From 0 to 100."""
    if not 0 <= given <= 100:
        raise BadPercent(percent=given)
    return given


def checked_days(start: date, end: date | None) -> None:
    """A first day that is not after the last."""
    if end is not None and end < start:
        raise BadValidity(start=str(start), end=str(end))


def checked_reason(reason: str) -> str:
    """A reason that was really given."""
    if not reason.strip():
        raise OrderReasonMissing(errors={"reason": OrderReasonMissing.sentence})
    return reason.strip()
