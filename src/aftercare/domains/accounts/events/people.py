"""People, what proves who they are, and the tokens of their programs."""

from datetime import datetime
from uuid import UUID

from aftercare.kit.events import event


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


@event("user.invited")
class UserInvited:
    """Somebody without a password is to be mailed a link to set one."""

    user_id: UUID


@event("user.password_reset_asked")
class PasswordResetAsked:
    """Somebody said to have forgotten the password; a link goes to the person's address."""

    user_id: UUID


@event("user.password_link_made")
class PasswordLinkMade:
    """A link to set a password was shown, to be handed over: an `invitation` or a `password_reset`."""

    user_id: UUID
    purpose: str


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
