"""What must hold of single values before they are written."""

from datetime import date

from aftercare.domains.billing.errors import DeciderMissing, ReasonMissing, ValidityOver


def checked_reason(reason: str) -> str:
    """A reason that was really given."""
    if not reason.strip():
        raise ReasonMissing(errors={"reason": ReasonMissing.sentence})
    return reason.strip()


def checked_name(name: str) -> str:
    """Who decides, by name."""
    if not name.strip():
        raise DeciderMissing(errors={"name": DeciderMissing.sentence})
    return name.strip()[:80]


def checked_validity(until: date, today: date) -> date:
    """A last day that is not over."""
    if until < today:
        raise ValidityOver(until=str(until), today=str(today))
    return until
