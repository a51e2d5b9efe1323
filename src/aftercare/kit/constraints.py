"""What a database constraint refused, in words: two callers wanted the same at once, and one of them was first."""

import logging
import re

from django.db import DatabaseError, DataError
from django.utils.translation import gettext_lazy as _
from psycopg.errors import (
    DeadlockDetected,
    ExclusionViolation,
    ForeignKeyViolation,
    SerializationFailure,
    UniqueViolation,
)

from aftercare.kit.errors import Conflict, Invalid, Refusal

log = logging.getLogger(__name__)
ONE_AFTER_THE_OTHER = "ledger_subject_seq"
OUT_OF_RANGE = _("A value is out of its range.")
HELD = _("This is already in use.")
# PostgreSQL names the key it found, like `Key (external_id)=(7) already exists.`, or `Key (lower(email::text))=…`.
KEY = re.compile(r"^Key \((?P<columns>.+?)\)=")
COLUMN = re.compile(r"(?:\w+\()?(\w+)(?:::\w+\))?")


class AlreadyThere(Conflict):
    """A key that something else holds; the database noticed, so it may have come in the same moment."""

    code = "already_there"
    sentence = _("Something like this is already there, or was made at the same moment; look for it first.")


class AtTheSameMoment(Conflict):
    """Two facts about one thing that nobody holds: the second would have had the first one's number."""

    code = "at_the_same_moment"
    sentence = _("Somebody recorded something about this at the same moment; do it again.")


class ChangedAtOnce(Conflict):
    """Two transactions wanted each other's rows, and the database ended one of them."""

    code = "changed_at_once"
    sentence = _("Somebody changed the same thing at the same moment; send it again.")


class GoneMeanwhile(Conflict):
    """A row that another one points at is not there any more."""

    code = "gone_meanwhile"
    sentence = _("Something this belongs to was removed at the same moment; read it again.")


def refusal_of(error: DatabaseError) -> Refusal | None:
    """What the error says to a caller, with the fields of the key; None where the rows are simply wrong."""
    cause = error.__cause__
    if isinstance(error, DataError):
        log.error("A value reached the database that no form should have let through: %s", type(cause).__name__)
        return Invalid(OUT_OF_RANGE)
    if isinstance(cause, DeadlockDetected | SerializationFailure):
        return ChangedAtOnce()
    if not isinstance(cause, UniqueViolation | ExclusionViolation | ForeignKeyViolation):
        return None
    # Only the constraint's name goes to the log: the rest of the message holds what people typed.
    log.warning("The database refused: %s", cause.diag.constraint_name)
    if cause.diag.constraint_name == ONE_AFTER_THE_OTHER:
        return AtTheSameMoment()
    if isinstance(cause, ForeignKeyViolation):
        return GoneMeanwhile()
    found = KEY.match(cause.diag.message_detail or "") if isinstance(cause, UniqueViolation) else None
    columns = [COLUMN.fullmatch(column.strip()) for column in found["columns"].split(",")] if found else []
    return AlreadyThere(errors={column[1]: HELD for column in columns if column})
