"""What happened to a thing, with the words that were given and the names of who did it."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from aftercare.domains.accounts.models import User
from aftercare.kit.ids import Ref
from aftercare.kit.ledger import facts_of, texts_of
from aftercare.kit.models import LedgerEntry

NOBODY = UUID(int=0)


class ToldFact(NamedTuple):
    """One thing that happened, the words given with it, and who did it."""

    fact: LedgerEntry
    text: str
    who: str


def facts_told(ref: Ref, *, after: int = 0, limit: int = 200) -> list[ToldFact]:
    """What happened to it, in order, some facts at a time, in three statements."""
    return _told(list(facts_of(ref).filter(seq__gt=after)[:limit]))


def latest_told(ref: Ref, *, apart: Collection[str] = (), limit: int = 100) -> list[ToldFact]:
    """What happened to it last, the latest first, facts of some kinds left out."""
    return _told(list(facts_of(ref).exclude(kind__in=apart).order_by("-seq")[:limit]))


def _told(facts: list[LedgerEntry]) -> list[ToldFact]:
    texts = texts_of(facts)
    people = {fact.actor_id for fact in facts if fact.actor_kind == "person" and fact.actor_id}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    return [
        ToldFact(fact, texts.get(fact.id, ""), names.get(fact.actor_id or NOBODY, fact.actor_name)) for fact in facts
    ]
