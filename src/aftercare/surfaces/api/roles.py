"""Roles: named sets of permissions, ready-made ones and the company's own."""

from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.actions import change_role, create_role, remove_role
from aftercare.domains.accounts.models import Role
from aftercare.domains.accounts.roles import ROLES
from aftercare.kit.permissions import PERMISSIONS
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Text
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.lists import Listing, each, listed
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
    version: int


class RoleQuery(Listing):
    """In which order."""

    code: Text | None = Field(None, max_length=40)
    sort: Literal["code", "-code"] = "code"


def _show_role(role: Role) -> dict[str, Any]:
    ready = ROLES.get(role.code)
    held = [*ready.permissions, *ready.own] if ready else role.permissions
    return {
        "id": role.id,
        "code": role.code,
        "name": str(ready.name) if ready else role.name,
        "ready_made": role.ready_made,
        "permissions": sorted(PERMISSIONS if "*" in held else set(held)),
        "version": role.version,
    }


@roles.lists("/roles", RoleShown)
def list_roles(call: Call, query: Query[RoleQuery]) -> dict[str, Any]:
    """List roles.

    With the permissions each holds.
    """
    need_staff(call)
    return listed(Role.objects.filter(**query.filters()), query, each(_show_role))


@roles.reads(HERE, RoleShown)
def read_role(call: Call, id: UUID) -> dict[str, Any]:
    """Read a role.

    With the permissions it holds.
    """
    return _show_role(found(staff_only(call, Role.objects.all()), id))


class NewRole(Body):
    """A role of the company's own."""

    code: Text = Field(min_length=1, max_length=40, pattern=r"^[a-z][a-z0-9_]*$", examples=["clerk"])
    name: Text = Field(min_length=1, max_length=80, examples=["文员"])
    permissions: list[Permission] = Field(default=[], max_length=500, examples=[["customers.view"]])


class RoleChanges(Body):
    """The fields to change."""

    never_empty = ("name", "permissions")
    name: Text | None = Field(None, min_length=1, max_length=80)
    permissions: list[Permission] | None = Field(None, max_length=500)


@roles.makes("/roles", RoleShown)
def create_a_role(call: Call, body: NewRole) -> dict[str, Any]:
    """Make a role.

    Of permissions the caller holds over the whole company.
    """
    return _show_role(create_role(call.actor, at=call.at, **body.model_dump()))


@roles.changes(HERE, RoleShown)
def change_a_role(call: Call, id: UUID, body: RoleChanges) -> dict[str, Any]:
    """Change a role.

    An own one; it counts at once for everybody who holds it.
    """
    role = unchanged(call, found(staff_only(call, Role.objects.all()), id))
    return _show_role(change_role(call.actor, role, at=call.at, **body.given()))


@roles.removes(HERE)
def remove_a_role(call: Call, id: UUID) -> None:
    """Delete a role.

    An own one that was never given nor asked for.
    """
    remove_role(call.actor, found(staff_only(call, Role.objects.all()), id), at=call.at)
