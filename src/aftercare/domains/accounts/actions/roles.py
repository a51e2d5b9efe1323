"""Make roles of the company's own, change them, demand a second factor of who holds them, delete those never held."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from aftercare.domains.accounts.errors import RoleCodeTaken, RoleInUse, RoleReadyMade, UnknownPermission
from aftercare.domains.accounts.events import (
    RoleChanged,
    RoleCreated,
    RoleRemoved,
    RoleSecondFactorDemanded,
    RoleSecondFactorWaived,
)
from aftercare.domains.accounts.models import Grant, PermissionRequest, Role
from aftercare.domains.accounts.policies import may_demand_second_factor, may_manage_roles
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import PERMISSIONS, require


@transaction.atomic
def create_role(
    actor: Actor,
    *,
    code: str,
    name: str,
    permissions: Sequence[str],
    at: datetime,
    demands_second_factor: bool = False,
) -> Role:
    """Make a role of the company's own, of permissions that whoever makes it holds everywhere."""
    _check_known(permissions)
    require(may_manage_roles(actor, permissions))
    if Role.objects.filter(code=code).exists():
        raise RoleCodeTaken(role=code, errors={"code": RoleCodeTaken.sentence})
    role = Role.objects.create(code=code, name=name, permissions=sorted(set(permissions)))
    publish(actor, RoleCreated(role_id=role.id, code=code, permissions=tuple(role.permissions)), at=at)
    return demand_second_factor(actor, role, demanded=True, at=at) if demands_second_factor else role


@transaction.atomic
def change_role(
    actor: Actor, role: Role, *, at: datetime, name: str | None = None, permissions: Sequence[str] | None = None
) -> Role:
    """Rename an own role, or let its holders do more or less from now on."""
    require(may_manage_roles(actor))
    held = _own(role)
    before = set(held.permissions)
    after = before if permissions is None else set(permissions)
    _check_known(after - before)
    require(may_manage_roles(actor, sorted(after - before)))
    renamed = name is not None and name != held.name
    held.name = held.name if name is None else name
    held.permissions = sorted(after)
    if renamed or after != before:
        held.save(update_fields=["name", "permissions"])
        added, taken = tuple(sorted(after - before)), tuple(sorted(before - after))
        publish(actor, RoleChanged(role_id=held.id, added=added, taken=taken), at=at)
    return held


@transaction.atomic
def demand_second_factor(actor: Actor, role: Role, *, demanded: bool, at: datetime) -> Role:
    """Let nobody in by this role, a ready-made one too, who has no second factor; or let the password do again.

    It counts at once, and not for tokens: a program has no second factor.
    """
    require(may_demand_second_factor(actor, role))
    held = lock(Role.objects.all(), role.id)
    if held.demands_second_factor != demanded:
        held.demands_second_factor = demanded
        held.save(update_fields=["demands_second_factor"])
        changed = RoleSecondFactorDemanded if demanded else RoleSecondFactorWaived
        publish(actor, changed(role_id=held.id), at=at)
    return held


@transaction.atomic
def remove_role(actor: Actor, role: Role, *, at: datetime) -> None:
    """Delete an own role that was never given nor asked for."""
    require(may_manage_roles(actor))
    held = _own(role)
    times = Grant.objects.filter(role=held).count() + PermissionRequest.objects.filter(role=held).count()
    if times:
        raise RoleInUse(name=held.name, count=times)
    publish(actor, RoleRemoved(role_id=held.id, code=held.code), at=at)
    held.delete()


def _own(role: Role) -> Role:
    held = lock(Role.objects.all(), role.id)
    if held.ready_made:
        raise RoleReadyMade(name=held.name)
    return held


def _check_known(permissions: Sequence[str] | set[str]) -> None:
    for name in sorted(permissions):
        if name not in PERMISSIONS:
            raise UnknownPermission(permission=name, errors={"permissions": UnknownPermission.sentence})
