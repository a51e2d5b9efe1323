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


@event("saved_view.saved")
class ViewSaved:
    """A way to look at a list was kept under a name."""

    view_id: UUID
    page: str
    shared: str
    role: str = ""


@event("saved_view.changed")
class ViewChanged:
    """A saved view shows something else, or to others."""

    view_id: UUID
    page: str
    shared: str
    role: str = ""


@event("saved_view.deleted")
class ViewDeleted:
    """A saved view was forgotten."""

    view_id: UUID
    page: str


@event("list.exported")
class ListExported:
    """What a list showed was taken out as a file: by whom, which list, how many rows."""

    export_id: UUID
    page: str
    format: str
    rows: int
    filters: tuple[str, ...] = ()
