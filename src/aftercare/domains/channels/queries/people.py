"""Whom a fact concerns, and how each of them wants to be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

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
    """Those of the people who can sign in, each with what they chose for this kind; three statements for any number."""
    wanted = list(set(people))
    if not wanted:
        return []
    chosen = {row.person_id: row for row in _chosen(wanted, kind.code)}
    quiet = {row.person_id: row for row in _quiet(wanted)}
    found = []
    for id, language, zone in _active(wanted):
        own, hours = chosen.get(id), quiet.get(id)
        page, mail = (own.page, own.mail) if own else (kind.page, kind.mail)
        spans = (hours.starts, hours.ends) if hours else (None, None)
        found.append(Reader(id, language, zone, page, mail, *spans))
    return found


@compiled
def _active(people: list[UUID]) -> QuerySet[Any]:
    rows = User.objects.filter(pk__among=people, is_active=True).order_by("id")
    return rows.values_list("id", "language", "time_zone")


@compiled
def _chosen(people: list[UUID], kind: str) -> QuerySet[NotificationChoice]:
    return NotificationChoice.objects.filter(person__pk__among=people, kind=kind)


@compiled
def _quiet(people: list[UUID]) -> QuerySet[QuietHours]:
    return QuietHours.objects.filter(person__pk__among=people)


def holders(kind: str, of_team: str, assignee_id: UUID | None, team_id: UUID | None) -> dict[str, list[UUID]]:
    """Whoever has something, by the kind under which they are told: a person as one's own, or else all of a team."""
    if assignee_id is not None:
        return {kind: [assignee_id]}
    return {of_team: members_of(team_id)} if team_id is not None else {}


def managers_of(unit_id: UUID | None, at: datetime) -> list[UUID]:
    """Those who decide about requests of a unit; administrators may too, but are not asked."""
    ready = [code for code, role in ROLES.items() if MANAGES in role.permissions]
    own = Q(role__ready_made=False, role__permissions__contains=[MANAGES])
    return _reaching(Q(role__code__in=ready) | own, unit_id, at)


def desk_of(unit_id: UUID | None, at: datetime) -> list[UUID]:
    """The agents whose desk a unit belongs to."""
    return _reaching(Q(role__code=DESK), unit_id, at)


def _reaching(holding: Q, unit_id: UUID | None, at: datetime) -> list[UUID]:
    """Holders of such a role over the whole company, or over a node at or above the unit."""
    reach = Q(scope=GrantScope.ALL)
    path = OrganisationUnit.objects.filter(pk=unit_id).values_list("path", flat=True).first() if unit_id else None
    if path:
        reach |= Q(scope=GrantScope.NODE, node__in=[UUID(hex=id) for id in path.strip("/").split("/")])
    rows = Grant.objects.filter(holding, reach, taken_at=None, user__is_active=True)
    alive = rows.filter(Q(expires_at=None) | Q(expires_at__gt=at))
    return list(alive.order_by("user_id").values_list("user_id", flat=True).distinct())


def told_watchers(request: ServiceRequest, *, at: datetime) -> list[UUID]:
    """Those who watch a request, can sign in and may still see it."""
    active = [one.person for one in watchers_of(request.id) if one.person.is_active]
    return [one.id for one in active if may_see(actor_for(one, via=WATCH, at=at), request)]
