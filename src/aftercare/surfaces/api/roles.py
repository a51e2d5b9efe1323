"""Roles: named sets of permissions, ready-made ones and the company's own."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.actions import change_role, create_role, demand_second_factor, remove_role
from aftercare.domains.accounts.models import Role
from aftercare.domains.accounts.policies import may_manage_roles
from aftercare.domains.accounts.queries.second_factor import holders_without_factor
from aftercare.domains.accounts.roles import ROLES
from aftercare.kit.permissions import PERMISSIONS
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Flag, Text
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.lists import Listing, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.staff import need_staff, staff_only
from aftercare.surfaces.api.versions import unchanged

roles = Noun("roles", "Roles 角色: named sets of permissions.")
HERE = "/roles/{uuid:id}"
Permission = Annotated[Text, Field(max_length=80, examples=["requests.view"])]


class RoleShown(TypedDict):
    """A named set of permissions."""

    id: UUID
    code: str
    name: str
    ready_made: bool
    permissions: Annotated[list[str], Field(description="`<noun>.<verb>`, in alphabetical order.")]
    demands_second_factor: Annotated[
        bool,
        Field(description="Whether who holds the role and has no second factor reaches nothing before setting one up."),
    ]
    without_second_factor: Annotated[
        int | None, Field(description="How many of its holders have none; null for whoever may not change roles.")
    ]
    version: int


class RoleQuery(Listing):
    """In which order."""

    code: Text | None = Field(None, max_length=40)
    sort: Literal["code", "-code"] = "code"


def _shown(call: Call) -> Callable[[Sequence[Role]], list[dict[str, Any]]]:
    """Roles as this caller sees them, all at once: their holders are counted in one statement."""

    def show(roles: Sequence[Role]) -> list[dict[str, Any]]:
        told = may_manage_roles(call.actor) is True
        counts = holders_without_factor(roles, at=call.at) if told else {}
        return [_show_role(role, counts[role.id][1] if told else None) for role in roles]

    return show


def _one(call: Call, role: Role) -> dict[str, Any]:
    return _shown(call)([role])[0]


def _show_role(role: Role, without_second_factor: int | None) -> dict[str, Any]:
    ready = ROLES.get(role.code)
    held = [*ready.permissions, *ready.own] if ready else role.permissions
    return {
        "id": role.id,
        "code": role.code,
        "name": str(ready.name) if ready else role.name,
        "ready_made": role.ready_made,
        "permissions": sorted(PERMISSIONS if "*" in held else set(held)),
        "demands_second_factor": role.demands_second_factor,
        "without_second_factor": without_second_factor,
        "version": role.version,
    }


@roles.lists("/roles", RoleShown)
def list_roles(call: Call, query: Query[RoleQuery]) -> dict[str, Any]:
    """List roles.

    With the permissions each holds.
    """
    need_staff(call)
    return listed(Role.objects.filter(**query.filters()), query, _shown(call))


@roles.reads(HERE, RoleShown)
def read_role(call: Call, id: UUID) -> dict[str, Any]:
    """Read a role.

    With the permissions it holds.
    """
    return _one(call, found(staff_only(call, Role.objects.all()), id))


DEMAND = "Whether whoever holds the role needs a second factor to sign in; tokens are not affected."


class NewRole(Body):
    """A role of the company's own."""

    code: Text = Field(min_length=1, max_length=40, pattern=r"^[a-z][a-z0-9_]*$", examples=["clerk"])
    name: Text = Field(min_length=1, max_length=80, examples=["文员"])
    permissions: list[Permission] = Field(default=[], max_length=500, examples=[["customers.view"]])
    demands_second_factor: Flag = Field(False, description=DEMAND)


class RoleChanges(Body):
    """The fields to change."""

    never_empty = ("name", "permissions", "demands_second_factor")
    name: Text | None = Field(None, min_length=1, max_length=80)
    permissions: list[Permission] | None = Field(None, max_length=500)
    demands_second_factor: Flag | None = Field(None, description=DEMAND)


@roles.makes("/roles", RoleShown)
def create_a_role(call: Call, body: NewRole) -> dict[str, Any]:
    """Make a role.

    Of permissions the caller holds over the whole company.
    """
    return _one(call, create_role(call.actor, at=call.at, **body.model_dump()))


@roles.changes(HERE, RoleShown)
def change_a_role(call: Call, id: UUID, body: RoleChanges) -> dict[str, Any]:
    """Change a role.

    An own one; whether it demands a second factor of a ready-made one too. It counts at once for who holds it.
    """
    role, given = unchanged(call, found(staff_only(call, Role.objects.all()), id)), body.given()
    demanded = given.pop("demands_second_factor", None)
    if given or demanded is None:
        role = change_role(call.actor, role, at=call.at, **given)
    if demanded is not None:
        role = demand_second_factor(call.actor, role, demanded=demanded, at=call.at)
    return _one(call, role)


@roles.removes(HERE)
def remove_a_role(call: Call, id: UUID) -> None:
    """Delete a role.

    An own one that was never given nor asked for.
    """
    remove_role(call.actor, found(staff_only(call, Role.objects.all()), id), at=call.at)
