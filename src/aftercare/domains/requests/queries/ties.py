"""Requests that belong together: above and below, repeats, merged ones, links."""

from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet, Value

from aftercare.domains.requests.models import RequestLink, ServiceRequest
from aftercare.domains.requests.policies import visible_to
from aftercare.kit.actor import Actor

# How the others stand to the request, in the order in which a page names them.
RELATIONS = ("above", "below", "merged_into", "merged", "repeats", "repeated", "split_from", "split_off", "linked")
MOST = 100


class Tie(NamedTuple):
    """Another request and how it stands to this one."""

    relation: str
    id: UUID
    number: str
    title: str
    state: str


def ties_of(actor: Actor, request: ServiceRequest) -> list[Tie]:
    """What belongs to the request as far as the actor may see it, each request once, in one statement.

    Of very many the nearest are named: what stands above or below before what is merely linked.
    """
    links = RequestLink.objects.order_by()
    parted = links.filter(kind="split_from")
    here = links.filter(request=request).values("other")
    there = links.filter(other=request).values("request")
    conditions = {
        "above": Q(pk=request.parent_id),
        "below": Q(parent=request.pk),
        "merged_into": Q(pk=request.merged_into_id),
        "merged": Q(merged_into=request.pk),
        "repeats": Q(pk=request.repeat_of_id),
        "repeated": Q(repeat_of=request.pk),
        "split_from": Q(pk__in=parted.filter(request=request).values("other")),
        "split_off": Q(pk__in=parted.filter(other=request).values("request")),
        "linked": Q(pk__in=here.union(there)),
    }
    first, *more = (_tied(actor, place, conditions[relation]) for place, relation in enumerate(RELATIONS))
    once: dict[UUID, Tie] = {}
    for place, id, *rest in first.union(*more, all=True).order_by("place", "number")[:MOST]:
        once.setdefault(id, Tie(RELATIONS[place], id, *rest))
    return list(once.values())


def tied_numbers(actor: Actor, ids: set[UUID]) -> dict[UUID, str]:
    """The numbers of those requests that the actor may see."""
    return dict(visible_to(actor).filter(pk__in=ids).order_by().values_list("pk", "number")) if ids else {}


def _tied(actor: Actor, place: int, condition: Q) -> "QuerySet[Any, tuple[int, UUID, str, str, str]]":
    rows = visible_to(actor).filter(condition).order_by().annotate(place=Value(place))
    return rows.values_list("place", "pk", "number", "title", "state")
