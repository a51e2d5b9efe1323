"""Roles: given, taken, asked for, and made."""

from datetime import datetime
from uuid import UUID

from aftercare.kit.events import event


@event("user.grant_given")
class GrantGiven:
    """A role was given over a part of the data."""

    user_id: UUID
    grant_id: UUID
    role: str
    scope: str
    node_id: UUID | None = None
    expires_at: datetime | None = None


@event("user.grant_taken")
class GrantTaken:
    """A role was taken back."""

    user_id: UUID
    grant_id: UUID
    role: str


@event("permission_request.asked")
class PermissionAsked:
    """Somebody asks for a role over a part of the data."""

    request_id: UUID
    user_id: UUID
    role: str
    scope: str
    node_id: UUID | None = None
    until: datetime | None = None


@event("permission_request.decided")
class PermissionDecided:
    """Whoever may give the role said yes, by which it was given, or no."""

    request_id: UUID
    user_id: UUID
    approved: bool
    grant_id: UUID | None = None


@event("permission_request.withdrawn")
class PermissionWithdrawn:
    """Whoever asked needs it no more."""

    request_id: UUID
    user_id: UUID


@event("role.created")
class RoleCreated:
    """The company has a role of its own."""

    role_id: UUID
    code: str
    permissions: tuple[str, ...]


@event("role.changed")
class RoleChanged:
    """A role lets its holders do more or less from now on."""

    role_id: UUID
    added: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()


@event("role.second_factor_demanded")
class RoleSecondFactorDemanded:
    """Whoever holds the role needs a second factor from now on."""

    role_id: UUID


@event("role.second_factor_waived")
class RoleSecondFactorWaived:
    """Whoever holds the role needs no second factor any longer."""

    role_id: UUID


@event("role.removed")
class RoleRemoved:
    """A role that nobody ever held is gone."""

    role_id: UUID
    code: str
