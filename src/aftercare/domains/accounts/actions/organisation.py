"""Grow the organisation tree and change it; gather people in teams."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from aftercare.domains.accounts.errors import RootStays, UnitGone, UnitIntoItself, UnitInUse
from aftercare.domains.accounts.events import (
    TeamChanged,
    TeamCreated,
    UnitChanged,
    UnitCreated,
    UnitDeactivated,
    UnitMoved,
    UnitReactivated,
)
from aftercare.domains.accounts.models import OrganisationUnit, Team, User
from aftercare.domains.accounts.policies import may_change_unit, may_create_team, may_create_unit, may_move_unit
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock, one_at_a_time
from aftercare.kit.permissions import require

TREE = "accounts.organisation_tree"


@transaction.atomic
def create_unit(
    actor: Actor,
    *,
    code: str,
    name: str,
    at: datetime,
    parent: OrganisationUnit | None = None,
    kind: str = "company",
    region_codes: Sequence[str] = (),
) -> OrganisationUnit:
    """Add a node to the organisation tree."""
    require(may_create_unit(actor, parent))
    one_at_a_time(TREE)
    above = lock(OrganisationUnit.objects.all(), parent.id) if parent else None
    need_active(above)
    unit = OrganisationUnit(code=code, name=name, parent=above, kind=kind, region_codes=list(region_codes))
    unit.path = f"{above.path if above else ''}{unit.id.hex}/"
    unit.save()
    publish(actor, UnitCreated(unit_id=unit.id, code=code), at=at)
    return unit


@transaction.atomic
def change_unit(actor: Actor, unit: OrganisationUnit, *, at: datetime, **fields: Any) -> OrganisationUnit:
    """Rename a node, say what it is and which regions it serves."""
    require(may_change_unit(actor, unit))
    held = lock(OrganisationUnit.objects.all(), unit.id)
    known = ("name", "kind", "region_codes")
    changed = tuple(name for name in known if name in fields and getattr(held, name) != fields[name])
    for name in changed:
        setattr(held, name, fields[name])
    if changed:
        held.save(update_fields=changed)
        publish(actor, UnitChanged(unit_id=held.id, fields=changed), at=at)
    return held


@transaction.atomic
def move_unit(actor: Actor, unit: OrganisationUnit, *, to: OrganisationUnit, at: datetime) -> OrganisationUnit:
    """Put a node with all that is below it elsewhere; rights over a part of the tree follow it at once."""
    require(may_move_unit(actor, unit, to))
    one_at_a_time(TREE)
    held, above = (lock(OrganisationUnit.objects.all(), one.id) for one in (unit, to))
    if held.parent_id is None:
        raise RootStays(name=held.name)
    if above.path.startswith(held.path):
        raise UnitIntoItself(name=held.name, errors={"parent_id": UnitIntoItself.sentence})
    need_active(above)
    if held.parent_id == above.id:
        return held
    moved = UnitMoved(unit_id=held.id, from_id=held.parent_id, to_id=above.id)
    _follow(held.path, f"{above.path}{held.id.hex}/")
    OrganisationUnit.objects.filter(pk=held.id).update(parent=above)
    publish(actor, moved, at=at)
    held.refresh_from_db()
    return held


def _follow(before: str, after: str) -> None:
    """Give a node and everything below it paths that begin anew, in one statement."""
    below = OrganisationUnit.objects.filter(path__startswith=before)
    rest = Substr("path", len(before) + 1)
    below.update(path=Concat(Value(after), rest), version=F("version") + 1)


@transaction.atomic
def deactivate_unit(actor: Actor, unit: OrganisationUnit, *, at: datetime) -> OrganisationUnit:
    """Take a node without people out of use; what happened there stays."""
    require(may_change_unit(actor, unit))
    one_at_a_time(TREE)
    held = lock(OrganisationUnit.objects.all(), unit.id)
    if held.parent_id is None:
        raise RootStays(name=held.name)
    people = User.objects.filter(unit=held, is_active=True).count()
    below = OrganisationUnit.objects.filter(parent=held, active=True).count()
    if people or below:
        raise UnitInUse(name=held.name, people=people, units=below)
    return _use(actor, held, UnitDeactivated(unit_id=held.id), at=at, active=False)


@transaction.atomic
def reactivate_unit(actor: Actor, unit: OrganisationUnit, *, at: datetime) -> OrganisationUnit:
    """Take a node into use again, below one that is."""
    require(may_change_unit(actor, unit))
    one_at_a_time(TREE)
    held = lock(OrganisationUnit.objects.select_related("parent"), unit.id)
    need_active(held.parent)
    return _use(actor, held, UnitReactivated(unit_id=held.id), at=at, active=True)


def _use(actor: Actor, unit: OrganisationUnit, fact: Any, *, at: datetime, active: bool) -> OrganisationUnit:
    if unit.active != active:
        unit.active = active
        unit.save(update_fields=["active"])
        publish(actor, fact, at=at)
    return unit


def need_active(unit: OrganisationUnit | None) -> None:
    """Refuse a part of the company that is no longer used."""
    if unit is not None and not unit.active:
        raise UnitGone(name=unit.name)


@transaction.atomic
def create_team(
    actor: Actor, *, name: str, members: Sequence[User], at: datetime, unit: OrganisationUnit | None = None
) -> Team:
    """Give people a shared queue."""
    require(may_create_team(actor, unit, members))
    need_active(unit)
    team = Team.objects.create(name=name, unit=unit)
    team.members.set(members)
    publish(actor, TeamCreated(team_id=team.id, members=tuple(user.id for user in members)), at=at)
    return team


@transaction.atomic
def change_team(
    actor: Actor, team: Team, *, at: datetime, name: str | None = None, members: Sequence[User] | None = None
) -> Team:
    """Rename a team, or say who is in it; requests given to the team follow at once."""
    before = list(team.members.order_by("id"))
    touched = before if members is None else [*before, *members]
    require(may_create_team(actor, team.unit, touched))
    held = lock(Team.objects.all(), team.id)
    held.name = held.name if name is None else name
    held.save(update_fields=["name"])
    if members is not None:
        held.members.set(members)
    ids = tuple(held.members.order_by("id").values_list("id", flat=True))
    publish(actor, TeamChanged(team_id=held.id, members=ids), at=at)
    return held
