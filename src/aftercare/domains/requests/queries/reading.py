"""Reads of the room: lists, what a person may do next, who owns the next step, and the story so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When

from aftercare.domains.accounts.models import User
from aftercare.domains.contracts.models import Clock
from aftercare.domains.customers.queries import asked_for
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import WORK, may_move, may_see, visible_to
from aftercare.domains.requests.rules import SENT_BACK
from aftercare.domains.requests.states import FLOW, OPEN, TIMED, State
from aftercare.kit.actor import Actor
from aftercare.kit.compiled import compiled
from aftercare.kit.errors import NotFound, Refusal
from aftercare.kit.ledger import facts_of, texts_of
from aftercare.kit.models import LedgerEntry
from aftercare.kit.searching import holding

NOBODY = UUID(int=0)
LINE = (
    *("pk", "number", "title", "state", "priority", "required_at", "submitted_at", "handled_at"),
    *("kind__name", "customer__name", "engineer__name", "assignee__name", "team__name"),
)
LINE_WIDE = (
    *("state_since", "channel", "attempts_made", "coverage"),
    *("problem_type__name", "product__name", "device__serial", "unit__name"),
)
SHOWN = ("kind", "customer", "device", "product", "engineer", "assignee", "team", "problem_type", "site")


@dataclass(frozen=True, slots=True)
class Move:
    """A move that the state permits: whether this person may make it, and if not, why."""

    verb: str
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """One fact of a request's story with its words and the name of who did it."""

    fact: LedgerEntry
    text: str
    actor_name: str


def listed(actor: Actor, *, q: str = "", **filters: Any) -> QuerySet[ServiceRequest]:
    """Visible requests that hold every word of `q` (or its phone) and match the filters, with what a list shows."""
    return matching(actor, q=q, **filters).select_related(*SHOWN).defer("search", "description")


def matching(actor: Actor, *, q: str = "", **filters: Any) -> QuerySet[ServiceRequest]:
    """The same requests for whoever reads what is shown by itself."""
    rows = visible_to(actor).filter(**filters)
    if not q.strip():
        return rows
    asked = asked_for(q)
    return rows.none() if asked is None else holding(rows, asked)


def to_sign_off() -> Q:
    """Closed requests whose hours, parts and costs the manager is to accept; nobody else corrects them meanwhile."""
    corrected = Q(sign_off_note=SENT_BACK) & (Q(assignee__isnull=False) | Q(team__isnull=False))
    return Q(state=State.CLOSED, signed_off_at=None) & ~corrected


def with_actor(actor: Actor) -> Q:
    """What the actor has to do: the requests that are with the person, or with a team of theirs and nobody in it."""
    return Q(assignee=actor.id) | Q(team__in=_working_teams(actor), assignee=None, engineer=None)


def is_with(actor: Actor, request: ServiceRequest) -> bool:
    """Whether the request is what the actor has to do."""
    of_the_team = request.engineer_id is None and request.team_id in _working_teams(actor)
    return request.assignee_id == actor.id if request.assignee_id else of_the_team


def _working_teams(actor: Actor) -> frozenset[UUID]:
    """The person's teams, where the person may work on requests at all."""
    return actor.teams if actor.scope(WORK) is not None else frozenset()


def find_request(actor: Actor, id: UUID) -> ServiceRequest:
    """One visible request with what a page shows; anything else is refused as absent."""
    found = _whole(id)
    if not found or not may_see(actor, found[0]):
        raise NotFound()
    return found[0]


@compiled
def _whole(id: UUID) -> QuerySet[ServiceRequest]:
    rows = ServiceRequest.objects.filter(pk=id).defer("search")
    return rows.select_related(*SHOWN, "contact", "unit", "calendar", "level", "suspended_for", "parent")


class Shown(NamedTuple):
    """What a line of a list shows of a request: what is its own, and names; None where there is nothing to name."""

    pk: UUID
    number: str
    title: str
    state: str
    priority: int
    required_at: datetime
    submitted_at: datetime
    handled_at: datetime | None
    kind: str
    customer: str
    engineer: str | None
    assignee: str | None
    team: str | None


class Wide(NamedTuple):
    """The same with every name that a column somebody may choose shows."""

    pk: UUID
    shown: Shown
    state_since: datetime
    channel: str
    attempts_made: int
    coverage: Mapping[str, Any]
    problem_type: str | None
    product: str | None
    serial: str | None
    unit: str | None

    @property
    def number(self) -> str:
        """The request's own."""
        return self.shown.number


def lines_of(ids: list[UUID]) -> list[Shown]:
    """Requests by their ids with the names that a line of a list shows, and nothing else."""
    rows: Iterable[Any] = _lines(ids)
    return [Shown(*row) for row in rows]


@compiled
def _lines(ids: list[UUID]) -> "QuerySet[Any]":
    return ServiceRequest.objects.filter(pk__among=ids).order_by().values_list(*LINE)


def wide_lines_of(ids: list[UUID]) -> list[Wide]:
    """As `lines_of`, with what the columns show that somebody may choose."""
    rows: Iterable[Any] = _wide_lines(ids)
    return [Wide(row[0], Shown(*row[: len(LINE)]), *row[len(LINE) :]) for row in rows]


@compiled
def _wide_lines(ids: list[UUID]) -> "QuerySet[Any]":
    return ServiceRequest.objects.filter(pk__among=ids).order_by().values_list(*LINE, *LINE_WIDE)


def moves(actor: Actor, request: ServiceRequest) -> list[Move]:
    """The moves the state permits, each with the sentence that keeps this person from it, if any."""
    found = []
    for verb in FLOW.verbs(request.state):
        if verb in TIMED or (verb == "sign_off" and request.signed_off_at is not None):
            continue
        verdict = may_move(actor, verb, request)
        found.append(Move(verb, None if verdict is True else verdict))
    return found


def available_actions(actor: Actor, request: ServiceRequest) -> list[str]:
    """The verbs this person may use now."""
    return [move.verb for move in moves(actor, request) if move.refusal is None]


def clocks_of(request: ServiceRequest) -> list[Clock]:
    """The promises about a request: the round that counts of each, in the order of the loop."""
    latest: dict[str, Clock] = {}
    for clock in _clock_rounds(request.noun, request.id):
        latest.setdefault(clock.kind, clock)
    order = ("first_response", "assignment", "arrival", "resolution", "dwell")
    return [latest[kind] for kind in order if kind in latest]


@compiled
def _clock_rounds(subject_kind: str, subject_id: UUID) -> QuerySet[Clock]:
    return Clock.objects.filter(subject_kind=subject_kind, subject_id=subject_id).order_by("kind", "-round")


def story_of(request: ServiceRequest, *, after: int = 0, limit: int = 200) -> list[StoryEntry]:
    """The request's story in order, some entries at a time, in three statements."""
    facts = list(facts_of(request.ref).filter(seq__gt=after)[:limit])
    texts = texts_of(facts)
    people = {fact.actor_id for fact in facts if fact.actor_kind == "person" and fact.actor_id}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    return [
        StoryEntry(fact, texts.get(fact.id, ""), names.get(fact.actor_id or NOBODY, fact.actor_name)) for fact in facts
    ]


def likely_duplicates(actor: Actor, request: ServiceRequest, *, since: datetime) -> QuerySet[ServiceRequest]:
    """Open requests of the same customer, the same device first, that came lately."""
    same = visible_to(actor).filter(customer=request.customer_id, submitted_at__gte=since, state__in=OPEN)
    other_device = Case(When(device__isnull=False, device=request.device_id, then=0), default=1)
    return same.exclude(pk=request.pk).defer("search").order_by(other_device, "-id")
