"""Reading the ledger: a subject's facts, the stream of all facts, and the proof that nothing was changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from aftercare.kit.ids import Ref
from aftercare.kit.models import LedgerEntry, LedgerText
from aftercare.kit.models.ledger import ROW_HASH
from aftercare.kit.states import Moved

FINISHED = "kit_ledgerentry.tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
LATEST = 200
BEHIND = "(kit_ledgerentry.tx, kit_ledgerentry.id) > (%s, %s)"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in the stream of all facts: transaction, then row."""

    tx: int = 0
    id: int = 0

    def __str__(self) -> str:
        return f"{self.tx}-{self.id}"

    @classmethod
    def read(cls, text: str) -> "Position":
        """The position written as `tx-id`; anything else raises ValueError."""
        tx, id = text.split("-")
        return cls(int(tx), int(id))


def facts_of(subject: Ref) -> QuerySet[LedgerEntry]:
    """A subject's facts in the order they were recorded."""
    return LedgerEntry.objects.filter(subject_kind=subject.kind, subject_id=subject.id).order_by("seq")


def moves_of(entries: Iterable[LedgerEntry]) -> list[Moved]:
    """The state moves among facts, in their order."""
    return [Moved(e.verb, e.state_left, e.state_entered) for e in entries if e.verb]


def texts_of(entries: Iterable[LedgerEntry]) -> dict[int, str]:
    """The words of facts by ledger id; erased words are absent."""
    ids = {entry.text_id: entry.id for entry in entries if entry.text_id}
    return {ids[text.id]: text.body for text in LedgerText.objects.filter(pk__in=ids)}


def stream(after: Position, limit: int = 500) -> list[LedgerEntry]:
    """Facts behind a position that no running transaction can still precede, so that late commits are never skipped."""
    return list(_finished(after)[:limit])


def told_about(kind: str, after: Position, limit: int) -> tuple[set[UUID], Position, int]:
    """Of which subjects of a kind the next facts of the stream tell, how far that is, and how many facts were read."""
    rows = list(_finished(after).values_list("tx", "id", "subject_kind", "subject_id")[:limit])
    end = Position(*rows[-1][:2]) if rows else after
    return {subject for _tx, _id, noun, subject in rows if noun == kind}, end, len(rows)


def behind(position: Position) -> QuerySet[LedgerEntry]:
    """The facts behind a position in their order, those included that others may still precede."""
    rows = LedgerEntry.objects.extra(where=[BEHIND], params=[position.tx, position.id])  # nosec B610  no input
    return rows.order_by("tx", "id")


def _finished(after: Position) -> QuerySet[LedgerEntry]:
    return behind(after).extra(where=[FINISHED])  # nosec B610  no input in the text


def end_of_stream() -> Position:
    """The position behind every finished fact."""
    rows = LedgerEntry.objects.extra(where=[FINISHED])  # nosec B610  no input in the text
    last = rows.order_by("-tx", "-id").values_list("tx", "id").first()
    return Position(*last) if last else Position()


def recorded_since(at: datetime) -> Position:
    """The position before the first finished fact that was recorded after an instant, of the latest `LATEST` facts.

    A transaction that recorded before the instant and has ended since is not among them; one still running is.
    """
    rows = LedgerEntry.objects.extra(where=[FINISHED])  # nosec B610  no input in the text
    latest = list(rows.order_by("-tx", "-id").values_list("tx", "id", "recorded_at")[:LATEST])
    after = [Position(tx, id) for tx, id, recorded in latest if recorded > at]
    if after:
        return Position(after[-1].tx, after[-1].id - 1)
    return Position(*latest[0][:2]) if latest else Position()


def last_recorded() -> int:
    """The last fact that the transaction in hand has recorded; 0 of none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM kit_ledgerentry WHERE tx = pg_current_xact_id()::text::bigint")
        return int(cursor.fetchone()[0])


def tampered(subject: Ref | None = None) -> list[int]:
    """Ledger ids whose hash or place in their subject's chain is wrong: of one subject, or of all."""
    where = "WHERE subject_kind = %s AND subject_id = %s" if subject else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT id FROM (
                SELECT entry.*, coalesce(lag(hash) OVER chain, ''::bytea) AS previous, row_number() OVER chain AS place
                  FROM kit_ledgerentry entry {where}
                WINDOW chain AS (PARTITION BY subject_kind, subject_id ORDER BY seq)) AS entry
            WHERE hash IS DISTINCT FROM {ROW_HASH} OR seq <> place ORDER BY id""",  # nosec B608  no input in the text
            [subject.kind, subject.id] if subject else [],
        )
        return [row[0] for row in cursor.fetchall()]
