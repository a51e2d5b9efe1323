"""Commands that may arrive twice: the first answer is kept with its key and given once more."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Conflict
from aftercare.kit.models import AnsweredCommand

CLAIM = """INSERT INTO kit_answeredcommand (caller, key, fingerprint) VALUES (%s, %s, %s)
           ON CONFLICT (caller, key) DO NOTHING RETURNING id"""

FORGET = """DELETE FROM kit_answeredcommand WHERE id IN (
              SELECT id FROM kit_answeredcommand WHERE created_at < %s ORDER BY created_at LIMIT %s)"""
KEPT_DAYS = 7


class KeyReused(Conflict):
    """A key stands for one command."""

    code = "key_reused"
    sentence = _("This idempotency key was already used for another command; send a new key with each new command.")


def claim(caller: UUID, key: str, fingerprint: bytes) -> AnsweredCommand | None:
    """Take the key for the transaction in hand, or return the command that was answered under it before.

    While another transaction holds the key this waits for its end: committed, its answer is returned; rolled back,
    the key is free. The same key with another fingerprint is refused.
    """
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [caller, key, fingerprint])
        if cursor.fetchone() is not None:
            return None
    known = AnsweredCommand.objects.get(caller=caller, key=key)
    if bytes(known.fingerprint) != fingerprint:
        raise KeyReused()
    return known


def keep_answer(caller: UUID, key: str, *, status: int, answer: Any) -> None:
    """Write the answer beside the claimed key; it stands or falls with the command's own transaction."""
    AnsweredCommand.objects.filter(caller=caller, key=key).update(status=status, answer=answer)


def forget_answers(*, before: datetime, batch: int = 1000) -> int:
    """Forget keys and answers older than this instant, a batch at a time; returns how many."""
    gone = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(FORGET, [before, batch])
            taken = int(cursor.rowcount)
        gone += taken
        if taken < batch:
            return gone
