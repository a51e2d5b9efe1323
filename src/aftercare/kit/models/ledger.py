"""The ledger: what happened, once and for ever. Rows hold ids, codes and numbers; words live in erasable texts."""

from typing import ClassVar

import pgtrigger
from django.db import models

from aftercare.kit.ids import Ref, new_id

# Each row carries the hash of the row before it of the same subject, so a changed or missing row is found.
# jsonb prints its keys in one order, epoch seconds don't depend on the session's zone.
ROW_HASH = """sha256(
    previous || convert_to(concat_ws('|',
        entry.subject_kind, entry.subject_id, entry.seq, entry.kind, entry.verb, entry.state_left, entry.state_entered,
        extract(epoch from entry.at), entry.actor_kind, entry.actor_id, entry.actor_name, entry.on_behalf, entry.via,
        entry.context_id, entry.text_id, entry.data), 'UTF8'))"""

CHAIN = """
    SELECT seq, hash INTO last FROM kit_ledgerentry
     WHERE subject_kind = NEW.subject_kind AND subject_id = NEW.subject_id ORDER BY seq DESC LIMIT 1;
    NEW.seq := coalesce(last.seq, 0) + 1;
    NEW.tx := pg_current_xact_id()::text::bigint;
    NEW.recorded_at := clock_timestamp();
    previous := coalesce(last.hash, ''::bytea);
    entry := NEW;
    NEW.hash := {ROW_HASH};
    RETURN NEW;
""".replace("{ROW_HASH}", ROW_HASH)  # nosec B608  only our own text is put in

TELL = """
    PERFORM pg_notify('aftercare_ledger', NEW.subject_kind || ':' || NEW.subject_id);
    RETURN NULL;
"""


def append_only(name: str) -> list[pgtrigger.Trigger]:
    """Triggers by which the database itself refuses to change, remove or truncate rows."""
    return [
        pgtrigger.Protect(name=f"{name}_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        pgtrigger.Trigger(
            name=f"{name}_no_truncate",
            operation=pgtrigger.Truncate,
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            func=f"RAISE EXCEPTION 'the {name} is append-only';",
        ),
    ]


class LedgerText(models.Model):
    """Words a ledger row points to; a person's erasure removes the words, not the fact."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.TextField()


class LedgerEntry(models.Model):
    """One fact about one subject: what, when, by whom, through which door."""

    id = models.BigAutoField(primary_key=True)
    tx = models.BigIntegerField(default=0, editable=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    seq = models.IntegerField(default=0, editable=False)
    kind = models.CharField(max_length=80)
    verb = models.CharField(max_length=40, default="", blank=True)
    state_left = models.CharField(max_length=40, default="", blank=True)
    state_entered = models.CharField(max_length=40, default="", blank=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(null=True, editable=False)
    actor_kind = models.CharField(max_length=20)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=80, default="", blank=True)
    on_behalf = models.CharField(max_length=40, default="", blank=True)
    via = models.CharField(max_length=20, default="", blank=True)
    context_id = models.UUIDField(null=True)
    text_id = models.UUIDField(null=True)
    data = models.JSONField(default=dict)
    hash = models.BinaryField(null=True, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "seq"], name="ledger_subject_seq")
        ]
        indexes: ClassVar = [
            models.Index(fields=["tx", "id"], name="ledger_stream"),
            models.Index(
                fields=["context_id", "id"], name="ledger_context", condition=models.Q(context_id__isnull=False)
            ),
            models.Index(fields=["actor_id", "id"], name="ledger_actor", condition=models.Q(actor_id__isnull=False)),
            models.Index(fields=["kind", "id"], name="ledger_kind"),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="ledger_chain",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                declare=[("last", "record"), ("entry", "record"), ("previous", "bytea")],
                func=CHAIN,
            ),
            pgtrigger.Trigger(name="ledger_tell", operation=pgtrigger.Insert, when=pgtrigger.After, func=TELL),
            *append_only("ledger"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind}:{self.subject_id}#{self.seq} {self.kind}"

    @property
    def subject(self) -> Ref:
        """What the fact is about."""
        return Ref(self.subject_kind, self.subject_id)


class LedgerSeal(models.Model):
    """A day's seal: one hash over the hashes of all rows since the seal before, chained to it.

    A chain that was rewritten as a whole, hashes and all, still differs from what was sealed.
    """

    day = models.DateField(primary_key=True)
    last_tx = models.BigIntegerField(db_default=0)
    last_id = models.BigIntegerField()
    rows = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        triggers: ClassVar = append_only("seal")
