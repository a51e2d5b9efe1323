"""Audit: the ledger, read by those who may."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.policies import may_view_audit
from aftercare.kit.models import LedgerEntry
from aftercare.kit.permissions import require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Instant, Text
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun

audit = Noun("audit", "Audit 审计: every fact of the ledger, append-only and chained by hashes.")


class FactShown(TypedDict):
    """One fact."""

    id: int
    subject_kind: str
    subject_id: UUID
    seq: int
    kind: str
    verb: str | None
    state_left: str | None
    state_entered: str | None
    at: Annotated[datetime, Field(description="When it happened.")]
    recorded_at: datetime | None
    actor_kind: str
    actor_id: UUID | None
    actor_name: Annotated[str | None, Field(description="The name of a rule of the house; people are named by id.")]
    on_behalf: str | None
    via: str | None
    facts: dict[str, Any]
    hash: Annotated[str, Field(description="SHA-256 over the row and the hash of the row before it.")]


class FactQuery(Listing):
    """Which facts."""

    subject_kind: Text | None = Field(None, max_length=40, examples=["request"])
    subject_id: UUID | None = None
    kind: Text | None = Field(None, max_length=80, examples=["request.closed"])
    verb: Text | None = Field(None, max_length=40)
    actor_id: UUID | None = None
    via: Text | None = Field(None, max_length=20)
    from_at: Instant | None = None
    before_at: Instant | None = None
    sort: Literal["id", "-id"] = "-id"


def _show(fact: LedgerEntry) -> dict[str, Any]:
    plain = ("id", "subject_kind", "subject_id", "seq", "kind", "at", "recorded_at", "actor_kind", "actor_id")
    empty = ("verb", "state_left", "state_entered", "actor_name", "on_behalf", "via")
    return {
        **{name: getattr(fact, name) for name in plain},
        **{name: getattr(fact, name) or None for name in empty},
        "facts": fact.data,
        "hash": bytes(fact.hash or b"").hex(),
    }


@audit.lists("/audit", FactShown)
def list_audit(call: Call, query: Query[FactQuery]) -> dict[str, Any]:
    """List facts of the ledger.

    The latest first. What a request went through reads better in its timeline.
    """
    require(may_view_audit(call.actor))
    given = query.filters(from_at="at__gte", before_at="at__lt")
    return listed(LedgerEntry.objects.filter(**given), query, each(_show), id="pk")
