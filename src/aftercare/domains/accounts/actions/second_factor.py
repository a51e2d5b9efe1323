"""What proves beside the password who signs in, and where a person is signed in."""

from datetime import datetime
from typing import Literal

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import QuerySet

from aftercare.domains.accounts.errors import NoSecondFactor
from aftercare.domains.accounts.events import RecoveryCodesMade, SecondFactorAdded, SecondFactorRemoved, SessionsEnded
from aftercare.domains.accounts.models import User
from aftercare.domains.accounts.policies import may_change_second_factor, may_end_sessions, may_reset_second_factor
from aftercare.domains.accounts.queries.second_factor import last_factor_reason
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require

Factor = Literal["totp", "webauthn"]


@transaction.atomic
def record_second_factor(
    actor: Actor, user: User, *, factor: Factor, added: bool, at: datetime, here: str | None = None
) -> None:
    """Keep on record that the person set a factor up or switches it off; the sign-in library keeps the factor.

    Called before the library does, so that the last one stays while a role demands it. With the first one every session
    ends that never proved it, but for the one it is set up in (`here`, a session key).
    """
    require(may_change_second_factor(actor, user))
    if not added:
        _keep_a_demanded_factor(user, at)
    elif not _factors_of(user).exists():
        end_sessions(actor, user, at=at, but=here)
    changed = SecondFactorAdded if added else SecondFactorRemoved
    publish(actor, changed(user_id=user.id, factor=factor), at=at)


def _factors_of(user: User) -> QuerySet[Authenticator]:
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=user).exclude(type="recovery_codes")
    return found


def _keep_a_demanded_factor(user: User, at: datetime) -> None:
    """One at a time: of two that are taken away at once the second is the last."""
    held = lock(User.objects.all(), user.id)
    reason = last_factor_reason(held, at=at)
    if reason is not None:
        raise reason


def record_recovery_codes(actor: Actor, user: User, *, at: datetime) -> None:
    """Keep on record that new codes for an emergency were made."""
    require(may_change_second_factor(actor, user))
    publish(actor, RecoveryCodesMade(user_id=user.id), at=at)


@transaction.atomic
def reset_second_factor(actor: Actor, user: User, *, at: datetime) -> list[str]:
    """Let somebody who lost it sign in with the password alone; returns the factors that are gone.

    Whoever was signed in as that person no longer is.
    """
    require(may_reset_second_factor(actor, user))
    held = lock(User.objects.all(), user.id)
    factors = sorted(_factors_of(held).values_list("type", flat=True))
    if not factors:
        raise NoSecondFactor(name=held.name)
    Authenticator.objects.filter(user=held).delete()
    for factor in factors:
        publish(actor, SecondFactorRemoved(user_id=held.id, factor=factor), at=at)
    end_sessions(actor, held, at=at)
    return factors


@transaction.atomic
def end_sessions(actor: Actor, user: User, *, at: datetime, only: int | None = None, but: str | None = None) -> int:
    """Sign a person out everywhere, at one place (`only`, an id), or everywhere but here (`but`, a session key)."""
    require(may_end_sessions(actor, user))
    ending = UserSession.objects.filter(user=user).exclude(session_key=but or "")
    if only is not None:
        ending = ending.filter(pk=only)
    sessions = list(ending)
    for session in sessions:
        session.end()
    if sessions:
        publish(actor, SessionsEnded(user_id=user.id, sessions=len(sessions)), at=at)
    return len(sessions)
