"""Seals: once a day all that was recorded is hashed into one value, chained to the day before."""

import hashlib
from datetime import date

from django.db import connection

from aftercare.kit.ledger import Position, end_of_stream
from aftercare.kit.models import LedgerSeal


def seal_ledger(day: date) -> LedgerSeal | None:
    """Seal what was recorded since the last seal, up to where no late commit can come; once a day, None if done."""
    if LedgerSeal.objects.filter(day=day).exists():
        return None
    before = LedgerSeal.objects.order_by("-day").first()
    start = Position(before.last_tx, before.last_id) if before else Position()
    end = end_of_stream()
    rows, digest = _digest(start, end)
    sealed = hashlib.sha256((bytes(before.hash) if before else b"") + digest).digest()
    return LedgerSeal.objects.create(day=day, last_tx=end.tx, last_id=end.id, rows=rows, hash=sealed)


def broken_seals() -> list[date]:
    """The days whose seal differs from what the ledger holds now."""
    broken, start, chained = [], Position(), b""
    for seal in LedgerSeal.objects.order_by("day"):
        end = Position(seal.last_tx, seal.last_id)
        rows, digest = _digest(start, end)
        if (rows, hashlib.sha256(chained + digest).digest()) != (seal.rows, bytes(seal.hash)):
            broken.append(seal.day)
        start, chained = end, bytes(seal.hash)
    return broken


def _digest(start: Position, end: Position) -> tuple[int, bytes]:
    """How many rows lie between two positions, and one hash over theirs."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*), sha256(coalesce(string_agg(hash, ''::bytea ORDER BY tx, id), ''::bytea))
                 FROM kit_ledgerentry WHERE (tx, id) > (%s, %s) AND (tx, id) <= (%s, %s)""",
            [start.tx, start.id, end.tx, end.id],
        )
        rows, digest = cursor.fetchone()
    return rows, bytes(digest)
