"""Whom a fact concerns, and how each of them wants to be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from aftercare.domains.accounts.models import Grant, GrantScope, OrganisationUnit, User
from aftercare.domains.accounts.queries import actor_for, members_of
from aftercare.domains.accounts.roles import ROLES
from aftercare.domains.channels.kinds import Kind
from aftercare.domains.channels.models import NotificationChoice, QuietHours
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.domains.requests.policies import may_see
from aftercare.domains.requests.queries import watchers_of
from aftercare.kit.compiled import compiled

REQUESTS = ServiceRequest.objects.select_related("customer").defer("search", "description")
ATTEMPTS = Attempt.objects.all()
MANAGES = "requests.manage"
DESK = "agent"
WATCH = "watch"  # the door by which somebody is looked at who did not come in


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is told: by which ways, in which language, and when no mail may come."""

    id: UUID
    language: str
    zone: str
    page: bool
    mail: bool
    quiet_from: time | None = None
    quiet_until: time | None = None


def readers(people: Iterable[UUID], kind: Kind) -> list[Reader]:
    """Those of the people who can sign in, each with what they chose for this kind; one statement for any number."""
    wanted = list(set(people))
    return [_reader(kind, *row) for row in _choosing(wanted, kind.code)] if wanted else []


def _reader(
    kind: Kind, id: UUID, language: str, zone: str, page: bool | None, mail: bool | None, *quiet: time | None
) -> Reader:
    """Somebody with what they chose, which the kind stands in for."""
    ways = (kind.page, kind.mail) if page is None or mail is None else (page, mail)
    return Reader(id, language, zone, *ways, *quiet)


@compiled
def _choosing(people: list[UUID], kind: str) -> QuerySet[Any]:
    own = NotificationChoice.objects.filter(person=OuterRef("pk"), kind=kind)
    quiet = QuietHours.objects.filter(person=OuterRef("pk"))
    rows = User.objects.filter(pk__among=people, is_active=True).order_by("id")
    chosen = [Subquery(own.values(way)) for way in ("page", "mail")]
    return rows.values_list(
        "id", "language", "time_zone", *chosen, *(Subquery(quiet.values(end)) for end in ("starts", "ends"))
    )


def holders(kind: str, of_team: str, assignee_id: UUID | None, team_id: UUID | None) -> dict[str, list[UUID]]:
    """Whoever has something, by the kind under which they are told: a person as one's own, or else all of a team."""
    if assignee_id is not None:
        return {kind: [assignee_id]}
    return {of_team: members_of(team_id)} if team_id is not None else {}


def managers_of(unit_id: UUID | None, at: datetime) -> list[UUID]:
    """Those who decide about requests of a unit; administrators may too, but are not asked."""
    return [id for (id,) in _managers(_at_or_above(unit_id), at)]


def desk_of(unit_id: UUID | None, at: datetime) -> list[UUID]:
    """The agents whose desk a unit belongs to."""
    return [id for (id,) in _desk(_at_or_above(unit_id), at)]


def _at_or_above(unit_id: UUID | None) -> list[UUID]:
    paths = _path(unit_id) if unit_id else []
    return [UUID(hex=id) for (path,) in paths for id in path.strip("/").split("/")]


@compiled
def _path(unit_id: UUID) -> QuerySet[Any]:
    return OrganisationUnit.objects.filter(pk=unit_id).values_list("path")


@compiled
def _managers(nodes: list[UUID], at: datetime) -> QuerySet[Any]:
    ready = [code for code, role in ROLES.items() if MANAGES in role.permissions]
    own = Q(role__ready_made=False, role__permissions__contains=[MANAGES])
    return _reaching(Q(role__code__in=ready) | own, nodes, at)


@compiled
def _desk(nodes: list[UUID], at: datetime) -> QuerySet[Any]:
    return _reaching(Q(role__code=DESK), nodes, at)


def _reaching(holding: Q, nodes: list[UUID], at: datetime) -> QuerySet[Any]:
    """Holders of such a role over the whole company, or over one of the nodes."""
    reach = Q(scope=GrantScope.ALL) | Q(scope=GrantScope.NODE, node__pk__among=nodes)
    rows = Grant.objects.filter(holding, reach, taken_at=None, user__is_active=True)
    alive = rows.filter(Q(expires_at=None) | Q(expires_at__gt=at))
    return alive.order_by("user_id").values_list("user_id").distinct()


def told_watchers(request: ServiceRequest, *, at: datetime) -> list[UUID]:
    """Those who watch a request, can sign in and may still see it."""
    active = [one.person for one in watchers_of(request.id) if one.person.is_active]
    return [one.id for one in active if may_see(actor_for(one, via=WATCH, at=at), request)]
