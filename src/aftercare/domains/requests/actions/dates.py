"""How far ahead an instant may lie by which something is required, or until which it waits."""

from datetime import datetime

from aftercare.domains.requests.errors import DateInThePast, DateTooFar
from aftercare.domains.requests.rules import FARTHEST


def check_ahead(field: str, date: datetime, at: datetime) -> None:
    """Refuse what has passed, and what is so far ahead that nobody will remember it."""
    if date <= at:
        raise DateInThePast(field, date=date)
    if date - at > FARTHEST:
        raise DateTooFar(field, date=date, days=FARTHEST.days)
