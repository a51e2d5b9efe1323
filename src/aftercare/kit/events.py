"""Events: past-tense facts. Publishing writes one ledger row and queues the reactions, in the same transaction."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, dataclass_transform
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from procrastinate import JobContext
from pydantic import TypeAdapter

from aftercare.kit.actor import Actor
from aftercare.kit.compiled import compiled
from aftercare.kit.jobs import first_time, job, put_jobs
from aftercare.kit.models import LedgerEntry, LedgerText
from aftercare.kit.rows import insert_rows
from aftercare.kit.states import Moved

log = logging.getLogger(__name__)
ONE_FAILED = "The reaction %s failed with one of %s facts; each is tried alone."
E = TypeVar("E")
Reaction = Callable[[Any, LedgerEntry], None]


@dataclass(frozen=True, slots=True)
class EventType:
    """An event class with its ledger kind `<subject>.<what happened>` and how it turns into JSON and back."""

    kind: str
    cls: type
    adapter: TypeAdapter[Any]
    subject_field: str

    @property
    def subject_kind(self) -> str:
        """The noun before the dot."""
        return self.kind.split(".", 1)[0]


EVENTS: dict[str, EventType] = {}
BY_CLASS: dict[type, EventType] = {}
REACTIONS: dict[str, dict[str, Reaction]] = {}
CONDITIONS: dict[str, Callable[[Any], bool]] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def event(kind: str) -> Callable[[type[E]], type[E]]:
    """Make the class a frozen, keyword-only dataclass registered under `kind`; its first field is the subject's id."""

    def register(cls: type[E]) -> type[E]:
        made = dataclass(frozen=True, kw_only=True)(cls)
        if kind in EVENTS:
            raise ValueError(f"Event {kind} is registered twice.")
        subject_field = next(iter(made.__dataclass_fields__))  # type: ignore[attr-defined]
        EVENTS[kind] = BY_CLASS[made] = EventType(kind, made, TypeAdapter(made), subject_field)
        return made

    return register


def reacts_to(*classes: type, when: Callable[[Any], bool] | None = None) -> Callable[[Reaction], Reaction]:
    """Queue the function for every event of these classes (where `when` holds, judged by the event alone).

    A worker that is killed in the middle leaves it to another: what it did is there once. It may still run again where
    somebody queues it anew, so it is idempotent.
    """

    def register(reaction: Reaction) -> Reaction:
        name = f"{reaction.__module__}.{reaction.__qualname__}"
        for cls in classes:
            REACTIONS.setdefault(BY_CLASS[cls].kind, {})[name] = reaction
        if when is not None:
            CONDITIONS[name] = when
        return reaction

    return register


def publish(
    actor: Actor,
    happened: Any,
    *,
    at: datetime,
    move: Moved | None = None,
    text: str = "",
    context_id: UUID | None = None,
    on_behalf: str = "",
) -> LedgerEntry:
    """Record that something happened and queue what reacts to it.

    `at` is when it happened (the ledger adds when it was recorded); `text` holds the words, kept where they can be
    erased; `context_id` is the larger thing on whose timeline the fact also stands.
    """
    entry = entry_for(actor, happened, at=at, move=move, context_id=context_id, on_behalf=on_behalf)
    if text:
        entry.text_id = LedgerText.objects.create(body=text).id
    insert_rows([entry])
    _queue_reactions([(entry, happened)])
    return entry


def publish_all(
    actor: Actor, happened: Iterable[Any], *, at: datetime, context_id: UUID | None = None
) -> list[LedgerEntry]:
    """Record many things that happened at one instant, a thousand in a statement."""
    return publish_each(actor, ((one, context_id) for one in happened), at=at)


def publish_each(actor: Actor, happened: Iterable[tuple[Any, UUID | None]], *, at: datetime) -> list[LedgerEntry]:
    """Record many things that happened at one instant, each with the larger thing on whose timeline it stands too."""
    facts = list(happened)
    entries = insert_rows([entry_for(actor, one, at=at, context_id=context) for one, context in facts])
    _queue_reactions([(entry, one) for entry, (one, _context) in zip(entries, facts, strict=True)])
    return entries


def entry_for(
    actor: Actor,
    happened: Any,
    *,
    at: datetime,
    move: Moved | None = None,
    context_id: UUID | None = None,
    on_behalf: str = "",
) -> LedgerEntry:
    """The ledger row of an event, not written; whoever publishes wants `publish`."""
    kind = BY_CLASS[type(happened)]
    body = kind.adapter.dump_python(happened, mode="json")
    return LedgerEntry(
        subject_kind=kind.subject_kind,
        subject_id=UUID(body.pop(kind.subject_field)),
        kind=kind.kind,
        verb=move.verb if move else "",
        state_left=move.left if move else "",
        state_entered=move.entered if move else "",
        at=at,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_name=actor.name if actor.is_system else "",  # people's names stay where they can be erased
        on_behalf=on_behalf,
        via=actor.via,
        context_id=context_id,
        data={name: value for name, value in body.items() if value not in (None, "", [])},
    )


def event_of(entry: LedgerEntry) -> Any:
    """The event that a ledger row records."""
    kind = EVENTS[entry.kind]
    return kind.adapter.validate_python({kind.subject_field: entry.subject_id, **entry.data})


def _queue_reactions(published: Sequence[tuple[LedgerEntry, Any]]) -> None:
    """Queue one job for each reaction, with all the facts it is to see."""
    seen: dict[str, list[int]] = {}
    for entry, happened in published:
        for name in REACTIONS.get(entry.kind, ()):
            if name not in CONDITIONS or CONDITIONS[name](happened):
                seen.setdefault(name, []).append(entry.id)
    if seen:
        _queue(seen.items())


def _queue(seen: Iterable[tuple[str, list[int]]]) -> None:
    put_jobs("kit.react", [{"reaction": name, "entry_ids": [*ids]} for name, ids in seen])


@compiled
def _entry_of(id: int) -> QuerySet[LedgerEntry]:
    return LedgerEntry.objects.filter(pk=id)


@job("kit.react", with_context=True)
def react(context: JobContext | None = None, *, reaction: str, entry_ids: list[int], done: bool = False) -> None:
    """Let one reaction see facts, in a transaction that holds too that it has seen them.

    Where it fails with several, each gets a job of its own, so that one does not keep the others back. `done` is the
    mark of a worker that was killed before it could report.
    """
    if done:
        return
    try:
        with transaction.atomic():
            if first_time(context):
                for (entry,) in map(_entry_of, entry_ids):
                    REACTIONS[entry.kind][reaction](event_of(entry), entry)
    except Exception:
        if len(entry_ids) == 1:
            raise
        log.warning(ONE_FAILED, reaction, len(entry_ids), exc_info=True)
        with transaction.atomic():
            if first_time(context):
                _queue((reaction, [id]) for id in entry_ids)
