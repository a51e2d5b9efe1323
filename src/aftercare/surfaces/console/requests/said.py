"""A request's story with its words: facts, notes and talks with the customer, read in three statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateTimeField, F, QuerySet, Value
from django.utils.translation import gettext as _

from aftercare.domains.accounts.models import Team, User
from aftercare.domains.customers.models import Direction
from aftercare.domains.customers.queries import communications_about
from aftercare.domains.requests.models import RequestNote, ServiceRequest
from aftercare.domains.requests.queries import StoryEntry, tied_numbers
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.actor import Actor
from aftercare.kit.compiled import compiled
from aftercare.kit.ids import Ref
from aftercare.kit.models import LedgerEntry, LedgerText
from aftercare.surfaces.console.requests.outcomes import named_in, tied_in
from aftercare.surfaces.console.requests.words import CHANNELS, story
from aftercare.ui.parts import Entry

FIELDS = ("pk", "said", "said_at", "way", "through")
NOTHING = Value("", output_field=CharField())
NEVER = Value(None, output_field=DateTimeField())
MOST = 200


@dataclass(frozen=True, slots=True)
class Said:
    """Some words; `way` is `in` from the customer, `out` to the customer, empty for notes and the words of facts."""

    id: UUID
    text: str
    at: datetime
    way: str
    channel: str


def told_story(actor: Actor, wanted: ServiceRequest) -> list[Entry]:
    """The latest facts with the words that belong to them, and what the customer wrote; the latest first."""
    facts = _latest_facts(wanted.noun, wanted.id)[::-1]
    said = {one.id: one for one in words_about(wanted, facts)}
    people = {fact.actor_id for fact in facts if fact.actor_kind == "person" and fact.actor_id} | {*named_in(facts)}
    rows: Iterable[Any] = _named(list(people)) if people else ()
    names: dict[UUID, str] = dict(rows)
    names |= tied_numbers(actor, {other for fact in facts if (other := tied_in(fact))})
    entries = [
        StoryEntry(fact, _text(said.get(fact.text_id) if fact.text_id else None), _name(fact, names)) for fact in facts
    ]
    words = {str(id): one.text for id, one in said.items()}
    lines = story(entries, words, {str(id): name for id, name in names.items()})
    lines += [_from_customer(wanted, one) for one in said.values() if one.way == Direction.IN]
    return sorted(lines, key=lambda line: line.at, reverse=True)


@compiled
def _latest_facts(kind: str, id: UUID) -> QuerySet[LedgerEntry]:
    return LedgerEntry.objects.filter(subject_kind=kind, subject_id=id).order_by("-seq")[:MOST]


@compiled
def _named(ids: list[UUID]) -> QuerySet[Any]:
    of_people, of_engineers, of_teams = (
        model.objects.filter(pk__among=ids).order_by().values_list("pk", "name") for model in (User, Engineer, Team)
    )
    return of_people.union(of_engineers, of_teams, all=True)


def _name(fact: LedgerEntry, names: dict[UUID, str]) -> str:
    return names.get(fact.actor_id or UUID(int=0), fact.actor_name)


def words_about(wanted: ServiceRequest, facts: Iterable[LedgerEntry]) -> list[Said]:
    """The words of the facts, notes, and talks about the request."""
    named = [fact.text_id for fact in facts if fact.text_id]
    rows: Iterable[Any] = _words(wanted.noun, wanted.id, named)
    return [Said(*row) for row in rows]


@compiled
def _words(kind: str, id: UUID, named: list[UUID]) -> QuerySet[Any]:
    talks = communications_about(Ref(kind, id)).order_by()
    spoken = talks.annotate(said=F("text"), said_at=F("at"), way=F("direction"), through=F("channel"))
    notes = RequestNote.objects.filter(request=id).order_by()
    written = notes.annotate(said=F("text"), said_at=F("written_at"), way=NOTHING, through=NOTHING)
    of_facts = LedgerText.objects.filter(pk__among=named)
    told = of_facts.annotate(said=F("body"), said_at=NEVER, way=NOTHING, through=NOTHING)
    return spoken.values_list(*FIELDS).union(written.values_list(*FIELDS), told.values_list(*FIELDS), all=True)


def _text(said: Said | None) -> str:
    return said.text if said else ""


def _from_customer(wanted: ServiceRequest, said: Said) -> Entry:
    words = _("wrote to the desk (%(channel)s)") % {"channel": CHANNELS.get(said.channel, said.channel)}
    return Entry(said.at, words, wanted.customer.name, "message", "accent", said.text)
