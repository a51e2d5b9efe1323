"""A request's story with its words, some at a time: its own facts, those of its visits, records and calls."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateTimeField, F, Q, QuerySet, Value
from django.urls import reverse

from aftercare.domains.accounts.models import Team, User
from aftercare.domains.customers.models import Communication
from aftercare.domains.requests.models import RequestNote, ServiceRequest
from aftercare.domains.requests.queries import StoryEntry, tied_numbers
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.actor import Actor
from aftercare.kit.compiled import compiled
from aftercare.kit.models import LedgerEntry, LedgerText, StoredFile
from aftercare.kit.paging import page, page_of
from aftercare.surfaces.console.billing.words import IN_STORY
from aftercare.surfaces.console.requests.outcomes import named_in, tied_in, words_of
from aftercare.surfaces.console.requests.words import story
from aftercare.ui.parts import Attached, Entry

AT_ONCE = 40
FIELDS = ("pk", "said", "way", "through", "ended", "again_at")
NO_WORD = Value("", output_field=CharField())
NEVER = Value(None, output_field=DateTimeField())
# What happens to the visits, records, call-backs and talks of a request, where the request's own facts do not say it.
AROUND = (
    *(
        "visit.planned",
        "service_record.corrected",
        "service_record.photo_attached",
        "service_record.photo_removed",
        "call_back.missed",
    ),
    "communication.recorded",
    "registration.taken_over",
    *IN_STORY,
)
# Told with the note it belongs to, or in the pane of those who watch.
UNTOLD = ("request.mentioned", "request.watched", "request.unwatched")
TALK = ("request.noted", "request.responded", "request.file_attached", "communication.recorded")
ALERTS = ("request.alerted", "request.lapsed", "request.locked", "request.late_report_kept", "call_back.missed")
KINDS: Mapping[str, Q] = {
    "talk": Q(kind__in=TALK),
    "facts": ~Q(kind__in=(*TALK, *ALERTS)),
    "alerts": Q(kind__in=ALERTS),
}


@dataclass(frozen=True, slots=True)
class Said:
    """Some words; `way` is `in` from the customer, `out` to the customer, empty for notes and the words of facts."""

    id: UUID
    text: str
    way: str
    channel: str
    outcome: str
    again_at: Any


@dataclass(frozen=True, slots=True)
class Story:
    """Some lines, the latest first, and the cursor behind the last of them."""

    entries: list[Entry]
    next: str | None
    last: int  # the id of the latest fact told, for forms that must know what their writer saw


def told_story(
    actor: Actor, wanted: ServiceRequest, *, kinds: str = "", cursor: str | None = None, limit: int = AT_ONCE
) -> Story:
    """The latest facts with the words and files that belong to them; the latest first."""
    if kinds or cursor or limit != AT_ONCE:
        found = page(_facts(wanted.noun, wanted.id, kinds), sort="-at", limit=limit, cursor=cursor)
    else:
        found = page_of(_latest(wanted.noun, wanted.id), sort="-at", limit=limit)
    facts = list(found.items)[::-1]
    return Story(lines_of(actor, wanted, facts), found.next, max((fact.id for fact in facts), default=0))


def lines_of(actor: Actor, wanted: ServiceRequest, facts: list[LedgerEntry]) -> list[Entry]:
    """Facts in the order of time as lines, the latest first."""
    people = {fact.actor_id for fact in facts if fact.actor_kind == "person" and fact.actor_id} | {*named_in(facts)}
    said = _said_of(facts)
    rows: Iterable[Any] = _known(list(people), list(said)) if people or said else ()
    words = {row[0]: Said(*row) for row in rows}
    names = {id: words[id].text for id in people if id in words}
    names |= tied_numbers(actor, {other for fact in facts if (other := tied_in(fact))})
    told = [StoryEntry(fact, _text(words, fact), _name(fact, names, wanted)) for fact in facts]
    return story(told, words, {str(id): name for id, name in names.items()}, _files_of(wanted, facts))


def _facts(noun: str, id: UUID, kinds: str = "") -> "QuerySet[LedgerEntry]":
    own = Q(subject_kind=noun, subject_id=id) & ~Q(kind__in=UNTOLD)
    # What a person said to the customer stands among the request's own facts.
    spoken = ~Q(kind="communication.recorded") | Q(data__direction="in") | Q(data__automatic=True)
    rows = LedgerEntry.objects.filter(own | Q(context_id=id, kind__in=AROUND)).filter(spoken)
    return rows.filter(KINDS[kinds]) if kinds in KINDS else rows


@compiled
def _latest(noun: str, id: UUID) -> "QuerySet[LedgerEntry]":
    return _facts(noun, id).order_by("-at", "-pk")[: AT_ONCE + 1]


def _name(fact: LedgerEntry, names: dict[UUID, str], wanted: ServiceRequest) -> str:
    if fact.actor_kind == "customer" and not fact.actor_name:
        return wanted.customer.name
    return names.get(fact.actor_id or UUID(int=0), fact.actor_name)


def _said_of(facts: Iterable[LedgerEntry]) -> set[UUID]:
    """What holds the words of the facts themselves, of notes, and of talks."""
    own = {fact.text_id for fact in facts if fact.text_id}
    return own | {kept for fact in facts if (kept := words_of(fact))}


@compiled
def _known(people: list[UUID], named: list[UUID]) -> QuerySet[Any]:
    """The names of people, engineers and teams, and the words of talks, notes and facts."""
    nothing = {"way": NO_WORD, "through": NO_WORD, "ended": NO_WORD, "again_at": NEVER}
    talks = Communication.objects.filter(pk__among=named).order_by()
    spoken = talks.annotate(
        said=F("text"), way=F("direction"), through=F("channel"), ended=F("outcome"), again_at=F("follow_up_at")
    )
    written = RequestNote.objects.filter(pk__among=named).order_by().annotate(said=F("text"), **nothing)
    told = LedgerText.objects.filter(pk__among=named).annotate(said=F("body"), **nothing)
    called = [
        model.objects.filter(pk__among=people).order_by().annotate(said=F("name"), **nothing).values_list(*FIELDS)
        for model in (User, Engineer, Team)
    ]
    return spoken.values_list(*FIELDS).union(written.values_list(*FIELDS), told.values_list(*FIELDS), *called, all=True)


def _text(words: Mapping[UUID, Said], fact: LedgerEntry) -> str:
    said = words.get(fact.text_id) if fact.text_id else None
    return said.text if said else ""


def _files_of(wanted: ServiceRequest, facts: Iterable[LedgerEntry]) -> dict[str, Attached]:
    """The files that the facts name, by their ids."""
    named = [id for fact in facts for id in (*fact.data.get("file_ids", ()), fact.data.get("file_id")) if id]
    rows = StoredFile.objects.filter(pk__in=named) if named else ()
    return {
        str(file.pk): Attached(
            name=file.name,
            url=reverse("console:request_file", args=[wanted.id, file.pk]),
            size=file.size,
            picture=file.content_type.startswith("image/"),
        )
        for file in rows
    }
