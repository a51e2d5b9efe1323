"""The noun itself, and how one request is found and told."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_see, visible_to
from aftercare.kit.compiled import compiled
from aftercare.kit.errors import NotFound
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.requests.shown import show_request
from aftercare.surfaces.api.versions import unchanged

requests = Noun(
    "requests",
    "Service requests 服务请求: what a customer wants, from its entry to a satisfied call-back. Each move of the loop "
    "is a verb; `available_actions` of a request names those the caller may use now.",
)
COLUMNS = {
    "kind": ("desk_closes",),
    "customer": ("number", "name"),
    "device": ("number", "serial"),
    "product": ("number", "name"),
    "problem_type": ("code", "name"),
    "contact": ("name",),
    "site": ("name",),
    "unit": ("code", "name"),
    "engineer": ("code", "name"),
    "assignee": ("name",),
    "team": ("name",),
}
OWN = [field.name for field in ServiceRequest._meta.concrete_fields if field.name not in ("search", "targets")]
NEEDED = ("kind", "calendar", "site", "problem_type", "customer")


def with_names(rows: QuerySet[ServiceRequest]) -> QuerySet[ServiceRequest]:
    """One statement with just the columns that are told: compiling all of them would cost more than reading them."""
    columns = [f"{relation}__{column}" for relation, names in COLUMNS.items() for column in names]
    return rows.select_related(*COLUMNS).only(*OWN, *columns)


def request_to_read(call: Call, id: UUID) -> ServiceRequest:
    """The request the address names, with what is told of it."""
    request = _named(id)
    if not may_see(call.actor, request):
        raise NotFound()
    return request


def request_to_change(call: Call, id: UUID) -> ServiceRequest:
    """The request the address names, in the version the caller expects."""
    return unchanged(call, _to_change(call, id))


def request_to_reopen(call: Call, id: UUID) -> ServiceRequest:
    """The same for a command that locks the request above first."""
    request = _to_change(call, id)
    return unchanged(call, request, first=[request.parent] if request.parent else [])


def request_to_merge(call: Call, id: UUID, into: ServiceRequest) -> ServiceRequest:
    """The same for a command that locks both in the order of their ids."""
    request = _to_change(call, id)
    return unchanged(call, request, first=[into] if into.pk < request.pk else [])


def _to_change(call: Call, id: UUID) -> ServiceRequest:
    return found(visible_to(call.actor).select_related(*NEEDED).defer("search"), id)


def told(call: Call, id: UUID) -> dict[str, Any]:
    """The request as it stands after a change; whoever has just given it away still learns how it left."""
    return show_request(call.actor, _named(id))


def _named(id: UUID) -> ServiceRequest:
    rows = _with_names_by_id(id)
    if not rows:
        raise NotFound()
    return rows[0]


@compiled
def _with_names_by_id(id: UUID) -> QuerySet[ServiceRequest]:
    return with_names(ServiceRequest.objects.filter(pk=id))
