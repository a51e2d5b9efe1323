"""What happens to people, rights, calendars and work lists."""

from datetime import datetime
from uuid import UUID

from aftercare.kit.events import event


@event("company.set_up")
class CompanySetUp:
    """The company was named and the system is in use."""

    company_id: UUID


@event("user.created")
class UserCreated:
    """A person can sign in from now on."""

    user_id: UUID


@event("user.changed")
class UserChanged:
    """A profile was changed; the names of the changed fields."""

    user_id: UUID
    fields: tuple[str, ...]


@event("user.password_changed")
class PasswordChanged:
    """Another password opens from now on; whoever was signed in elsewhere no longer is."""

    user_id: UUID


@event("user.second_factor_added")
class SecondFactorAdded:
    """Signing in takes a further proof from now on: `totp` or `webauthn`."""

    user_id: UUID
    factor: str


@event("user.second_factor_removed")
class SecondFactorRemoved:
    """A further proof is asked for no more, by the person's own wish or because it is lost."""

    user_id: UUID
    factor: str


@event("user.recovery_codes_made")
class RecoveryCodesMade:
    """New codes for an emergency; those before open nothing any more."""

    user_id: UUID


@event("user.sessions_ended")
class SessionsEnded:
    """Devices on which the person was signed in were signed out."""

    user_id: UUID
    sessions: int


@event("user.moved")
class UserMoved:
    """A person belongs to another part of the company, or to none."""

    user_id: UUID
    unit_id: UUID | None = None


@event("user.deactivated")
class UserDeactivated:
    """A person signs in no more; sessions and tokens ended."""

    user_id: UUID


@event("user.reactivated")
class UserReactivated:
    """A person can sign in again."""

    user_id: UUID


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


@event("role.removed")
class RoleRemoved:
    """A role that nobody ever held is gone."""

    role_id: UUID
    code: str


@event("user.token_created")
class TokenCreated:
    """A program may act for the user from now on."""

    user_id: UUID
    token_id: UUID
    scopes: tuple[str, ...]
    expires_at: datetime


@event("user.token_revoked")
class TokenRevoked:
    """A token stopped working."""

    user_id: UUID
    token_id: UUID


@event("organisation_unit.created")
class UnitCreated:
    """A node was added to the organisation tree."""

    unit_id: UUID
    code: str


@event("organisation_unit.changed")
class UnitChanged:
    """A node was renamed or serves other regions; the names of the changed fields."""

    unit_id: UUID
    fields: tuple[str, ...]


@event("organisation_unit.moved")
class UnitMoved:
    """A node stands elsewhere in the tree, with all that is below it."""

    unit_id: UUID
    from_id: UUID | None
    to_id: UUID


@event("organisation_unit.deactivated")
class UnitDeactivated:
    """Nothing new is put into this part of the company."""

    unit_id: UUID


@event("organisation_unit.reactivated")
class UnitReactivated:
    """A part of the company is in use again."""

    unit_id: UUID


@event("team.changed")
class TeamChanged:
    """A team was renamed, or others are in it."""

    team_id: UUID
    members: tuple[UUID, ...]


@event("company.changed")
class CompanyChanged:
    """Company data were changed; the names of the changed fields."""

    company_id: UUID
    fields: tuple[str, ...]


@event("team.created")
class TeamCreated:
    """People got a shared queue."""

    team_id: UUID
    members: tuple[UUID, ...]


@event("calendar.changed")
class CalendarChanged:
    """Working hours or dated exceptions were changed; clocks derive anew from now on."""

    calendar_id: UUID
    dates: int = 0


@event("task.opened")
class TaskOpened:
    """Something waits in somebody's work list."""

    task_id: UUID
    kind: str
    about_kind: str
    about_id: UUID
    role: str = ""
    person_id: UUID | None = None


@event("task.done")
class TaskDone:
    """An entry of a work list was dealt with."""

    task_id: UUID
    kind: str
