"""Requests that belong together (above and below, repeats, merged ones, links), and who watches one."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from aftercare.domains.requests.models import RequestLink, RequestWatcher, ServiceRequest
from aftercare.domains.requests.policies import VIEW, visible_to
from aftercare.kit.actor import Actor
from aftercare.kit.compiled import compiled

# How the others stand to the request, in the order in which a page names them.
RELATIONS = ("above", "below", "merged_into", "merged", "repeats", "repeated", "split_from", "split_off", "linked")
MOST = 100
WATCHES = -1  # stands before the places of the relations
NONE = UUID(int=0)


class Tie(NamedTuple):
    """Another request and how it stands to this one."""

    relation: str
    id: UUID
    number: str
    title: str
    state: str


class Watching(NamedTuple):
    """Somebody who watches a request."""

    person_id: UUID
    name: str


class Beside(NamedTuple):
    """Who watches a request, the first one first, and what belongs to it."""

    watching: list[Watching]
    ties: list[Tie]


def ties_of(actor: Actor, request: ServiceRequest) -> list[Tie]:
    """What belongs to the request as far as the actor may see it, each request once, in one statement.

    Of very many the nearest are named: what stands above or below before what is merely linked.
    """
    return _once(_tied(visible_to(actor), *_ends(request)))


def beside(actor: Actor, request: ServiceRequest) -> Beside:
    """The same and the watchers, in one statement; two where there are ties that this actor may see only some of."""
    rows = _beside(*_ends(request))
    ties = _once(row for row in rows if row[0] != WATCHES)
    scope = actor.scope(VIEW)
    if ties and not (scope and scope.everything):
        ties = ties_of(actor, request)
    watchers = sorted((since, person, name) for place, person, name, since, _none in rows if place == WATCHES)
    return Beside([Watching(person, name) for _since, person, name in watchers], ties)


@compiled
def _beside(id: UUID, above: UUID, merged_into: UUID, repeats: UUID) -> "QuerySet[Any]":
    watchers = (
        RequestWatcher.objects.filter(request=id)
        .order_by()
        .annotate(place=Value(WATCHES), since_id=Cast("pk", TextField()), none=Value("", output_field=TextField()))
    )
    rows = watchers.values_list("place", "person", "person__name", "since_id", "none")
    return rows.union(_tied(ServiceRequest.objects.all(), id, above, merged_into, repeats), all=True)


def _ends(request: ServiceRequest) -> tuple[UUID, UUID, UUID, UUID]:
    """The request and what it names itself."""
    return request.pk, request.parent_id or NONE, request.merged_into_id or NONE, request.repeat_of_id or NONE


def _tied(
    visible: "QuerySet[ServiceRequest]", id: UUID, above: UUID, merged_into: UUID, repeats: UUID
) -> "QuerySet[Any, tuple[int, UUID, str, str, str]]":
    links = RequestLink.objects.order_by()
    parted = links.filter(kind="split_from")
    here = links.filter(request=id).values("other")
    there = links.filter(other=id).values("request")
    conditions = {
        "above": Q(pk=above),
        "below": Q(parent=id),
        "merged_into": Q(pk=merged_into),
        "merged": Q(merged_into=id),
        "repeats": Q(pk=repeats),
        "repeated": Q(repeat_of=id),
        "split_from": Q(pk__in=parted.filter(request=id).values("other")),
        "split_off": Q(pk__in=parted.filter(other=id).values("request")),
        "linked": Q(pk__in=here.union(there)),
    }
    first, *more = (_so_tied(visible, place, conditions[relation]) for place, relation in enumerate(RELATIONS))
    return first.union(*more, all=True).order_by("place", "number")[:MOST]


def _once(rows: "Iterable[tuple[int, UUID, str, str, str]]") -> list[Tie]:
    found: dict[UUID, Tie] = {}
    for place, id, *rest in rows:
        found.setdefault(id, Tie(RELATIONS[place], id, *rest))
    return list(found.values())


def tied_numbers(actor: Actor, ids: set[UUID]) -> dict[UUID, str]:
    """The numbers of those requests that the actor may see."""
    return dict(visible_to(actor).filter(pk__in=ids).order_by().values_list("pk", "number")) if ids else {}


def _so_tied(
    visible: "QuerySet[ServiceRequest]", place: int, condition: Q
) -> "QuerySet[Any, tuple[int, UUID, str, str, str]]":
    rows = visible.filter(condition).order_by().annotate(place=Value(place))
    return rows.values_list("place", "pk", "number", "title", "state")
