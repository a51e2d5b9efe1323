"""Reads of the room: actors with their rights, calendars as working hours, the company."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache, reduce
from operator import or_
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Length

from aftercare.domains.accounts.hours import Interval, WorkingHours
from aftercare.domains.accounts.models import (
    Calendar,
    CalendarException,
    Company,
    Grant,
    GrantScope,
    OrganisationUnit,
    Role,
    Task,
    Team,
    Token,
    User,
)
from aftercare.domains.accounts.queries.second_factor import factors_of
from aftercare.domains.accounts.roles import ADMINISTRATOR, WITH_TEAMS, held_by
from aftercare.domains.accounts.scopes import digest_of
from aftercare.kit.actor import Actor, ActorKind, Scope
from aftercare.kit.compiled import compiled

OWN = Scope(own=True)
NOT_OF_THE_DESK = frozenset({"engineer", ADMINISTRATOR})


def actor_for(user: User, *, via: str, at: datetime) -> Actor:
    """The person as an actor, with the rights of all grants in force at this instant."""
    rights: dict[str, Scope] = {}
    roles: dict[str, Scope] = {}
    grants = list(_grants_of(user.id, at))
    below, teams = _nodes_below_each(grants), frozenset[UUID]()
    for grant in grants:
        code = grant.role.code
        reach, teams = _reach(grant, below), frozenset(grant.teams)
        roles[code] = roles[code] | reach if code in roles else reach
        for name, only_own in held_by(code, grant.role.permissions).items():
            scope = OWN if only_own else reach
            wide = scope | Scope(teams=teams) if scope.own and name in WITH_TEAMS else scope
            rights[name] = rights[name] | wide if name in rights else wide
    unproven = any(grant.role.demands_second_factor and not grant.has_factor for grant in grants)
    return Actor(ActorKind.PERSON, user.id, user.name, rights, frozenset(roles), via, roles, teams, unproven)


@compiled
def _grants_of(user_id: UUID, at: datetime) -> QuerySet[Any]:
    """The grants, each with the ids of the person's teams and whether the person has a second factor."""
    rows = Grant.objects.filter(user=user_id, taken_at=None).filter(Q(expires_at=None) | Q(expires_at__gt=at))
    teams = Team.objects.filter(members=user_id).order_by("id").values("pk")
    proven = Exists(factors_of(user_id))
    return rows.select_related("role", "node").annotate(teams=ArraySubquery(teams), has_factor=proven)


def _nodes_below_each(grants: Sequence[Any]) -> dict[UUID, frozenset[UUID]]:
    """The nodes each of these grants reaches, by the grant; one statement however many there are."""
    paths = {grant.id: grant.node.path for grant in grants if grant.scope == GrantScope.NODE}
    if not paths:
        return {}
    within = reduce(or_, (Q(path__startswith=path) for path in set(paths.values())))
    nodes = list(OrganisationUnit.objects.filter(within).values_list("pk", "path"))
    return {id: frozenset(pk for pk, place in nodes if place.startswith(path)) for id, path in paths.items()}


def _reach(grant: Any, below: Mapping[UUID, frozenset[UUID]]) -> Scope:
    match grant.scope:
        case GrantScope.ALL:
            return Scope(everything=True)
        case GrantScope.OWN:
            return OWN
        case GrantScope.TEAM:
            return Scope(own=True, teams=frozenset(grant.teams))
    return Scope(nodes=below[grant.id])


def grants_in_force(user: User, *, at: datetime) -> QuerySet[Grant]:
    """The roles a person holds at this instant, the ones that end last first."""
    rows = Grant.objects.filter(user=user, taken_at=None).filter(Q(expires_at=None) | Q(expires_at__gt=at))
    return rows.select_related("role", "node").order_by(F("expires_at").desc(nulls_first=True), "id")


def roles_with(permission: str) -> list[str]:
    """The codes of the roles that hold a permission."""
    rows = Role.objects.order_by("code").values_list("code", "permissions")
    return [code for code, own_list in rows if permission in held_by(code, own_list)]


def held_until(user_id: UUID, permission: str, *, at: datetime) -> datetime | None:
    """When the last grant with this permission ends; None where one has no end."""
    rows = Grant.objects.filter(user=user_id, taken_at=None).filter(Q(expires_at=None) | Q(expires_at__gt=at))
    held = [one for one in rows.select_related("role") if permission in held_by(one.role.code, one.role.permissions)]
    ends = [one.expires_at for one in held if one.expires_at is not None]
    return max(ends) if ends and len(ends) == len(held) else None


def desk_people(permission: str, *, at: datetime) -> QuerySet[User]:
    """Those who can sign in and hold a right by a role of the desk: neither engineers, who have a diary, nor
    administrators, who hold every right."""
    codes = set(roles_with(permission)) - NOT_OF_THE_DESK
    held = Grant.objects.filter(Q(expires_at=None) | Q(expires_at__gt=at), role__code__in=codes, taken_at=None)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("name", "id")


def members_of(team_id: UUID) -> list[UUID]:
    """Those of a team who can sign in."""
    return list(User.objects.filter(teams=team_id, is_active=True).order_by("id").values_list("id", flat=True))


def working_unit(actor: Actor, permission: str) -> OrganisationUnit | None:
    """Where a person works whose right reaches a part of the company only, else the top of that part.

    What such a person makes belongs there: otherwise it would be out of its maker's sight. None for whoever the right
    reaches everywhere.
    """
    scope = actor.scope(permission)
    if scope is None or scope.everything or not scope.nodes or actor.id is None:
        return None
    reached = OrganisationUnit.objects.filter(pk__in=scope.nodes)
    own = Exists(User.objects.filter(pk=actor.id, unit=OuterRef("pk")))
    return reached.order_by(own.desc(), Length("path"), "id").first()


def nodes_below(node: OrganisationUnit) -> frozenset[UUID]:
    """The node and everything below it."""
    below = OrganisationUnit.objects.filter(path__startswith=node.path)
    return frozenset(below.values_list("pk", flat=True))


def token_for(secret: str, *, at: datetime) -> Token | None:
    """The token a secret belongs to, while it is in force and its user active."""
    return next(iter(_tokens_alive(digest_of(secret), at)), None)


@compiled
def _tokens_alive(digest: str, at: datetime) -> QuerySet[Token]:
    alive = Token.objects.filter(digest=digest, revoked_at=None, expires_at__gt=at, user__is_active=True)
    return alive.select_related("user")


def administrators(*, at: datetime) -> QuerySet[Grant]:
    """Grants of the administrator role over the whole company that are in force at this instant."""
    rows = Grant.objects.filter(role__code=ADMINISTRATOR, scope=GrantScope.ALL, taken_at=None, user__is_active=True)
    return rows.filter(Q(expires_at=None) | Q(expires_at__gt=at))


def lasting_administrators() -> QuerySet[Grant]:
    """Those of them that end by no date: one at least must always stay."""
    return Grant.objects.filter(
        role__code=ADMINISTRATOR, scope=GrantScope.ALL, taken_at=None, expires_at=None, user__is_active=True
    )


def first_run_is_over() -> bool:
    """Whether the company was ever set up or had an administrator; the first run comes once, whoever left since."""
    return company() is not None or Grant.objects.filter(role__code=ADMINISTRATOR).exists()


@compiled
def open_about(kind: str, id: UUID) -> QuerySet[Task]:
    """What work lists still hold about a thing."""
    return Task.objects.filter(about_kind=kind, about_id=id, done_at=None).order_by("id")


def open_about_each(kind: str, ids: Collection[UUID]) -> QuerySet[Task]:
    """What work lists still hold about many things of a noun."""
    return Task.objects.filter(about_kind=kind, about_id__in=ids, done_at=None).order_by("id")


def root_unit() -> OrganisationUnit | None:
    """The company's own node, above all others."""
    return OrganisationUnit.objects.filter(parent=None).order_by("created_at").first()


def company() -> Company | None:
    """The company, once it was set up."""
    return next(iter(_companies()), None)


@compiled
def _companies() -> QuerySet[Company]:
    return Company.objects.order_by("id")[:1]


def day_of(at: datetime, zone: str = "") -> date:
    """The calendar day of an instant in a zone, or else in the company's."""
    return at.astimezone(ZoneInfo(zone or _home_zone())).date()


def day_end(at: datetime) -> datetime:
    """The instant at which the company's day of this instant is over."""
    zone = ZoneInfo(_home_zone())
    return datetime.combine(at.astimezone(zone).date() + timedelta(days=1), time.min, tzinfo=zone)


def company_zone() -> ZoneInfo:
    """The zone in which the company tells its days."""
    return ZoneInfo(_home_zone())


def _home_zone() -> str:
    known = company()
    return known.time_zone if known else settings.TIME_ZONE


def working_hours(calendar: Calendar) -> WorkingHours:
    """The calendar as arithmetic; compiled once a version."""
    return _compiled(calendar.id, calendar.version)


@lru_cache(maxsize=256)
def _compiled(calendar_id: UUID, version: int) -> WorkingHours:
    calendar = Calendar.objects.get(pk=calendar_id)
    days: dict[date, tuple[Interval, ...]] = defaultdict(tuple)
    for day in CalendarException.objects.filter(calendar=calendar).order_by("date"):
        days[day.date] = tuple(Interval(*i) for i in day.intervals)
    return WorkingHours(calendar.zone, tuple(tuple(Interval(*i) for i in day) for day in calendar.week), dict(days))
