"""Links by which people set a password of their own: an invitation, or a way back for who forgot it."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.accounts.actions.people import set_checked_password
from aftercare.domains.accounts.actions.second_factor import end_sessions
from aftercare.domains.accounts.errors import HasPassword, PasswordLinkOver, UserInactive
from aftercare.domains.accounts.events import PasswordChanged, PasswordLinkMade, PasswordResetAsked, UserInvited
from aftercare.domains.accounts.link_keys import Purpose, key_opens, link_key
from aftercare.domains.accounts.models import User
from aftercare.domains.accounts.policies import (
    may_ask_password_reset,
    may_change_password,
    may_make_password_link,
    may_set_password,
)
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require


@transaction.atomic
def invite_user(actor: Actor, user: User, *, at: datetime) -> User:
    """Have a mail sent to somebody who has no password yet, with a link to set one."""
    require(may_make_password_link(actor, user))
    held = _active(user)
    if held.has_usable_password():
        raise HasPassword(name=held.name)
    publish(actor, UserInvited(user_id=held.id), at=at)
    return held


@transaction.atomic
def make_password_link(actor: Actor, user: User, *, at: datetime) -> tuple[Purpose, str]:
    """The key of a link to hand over where no mail goes: an invitation, or a way back for who has a password."""
    require(may_make_password_link(actor, user))
    held = _active(user)
    purpose: Purpose = "password_reset" if held.has_usable_password() else "invitation"
    publish(actor, PasswordLinkMade(user_id=held.id, purpose=purpose), at=at)
    return purpose, link_key(held, purpose, at=at)


@transaction.atomic
def ask_password_reset(actor: Actor, user: User, *, at: datetime) -> User:
    """Have a mail sent to somebody who forgot the password, with a link to set another one."""
    require(may_ask_password_reset(actor))
    held = _active(user)
    publish(actor, PasswordResetAsked(user_id=held.id), at=at)
    return held


@transaction.atomic
def choose_password(actor: Actor, user: User, *, purpose: Purpose, key: str, password: str, at: datetime) -> User:
    """Set the password by a link, which then opens nothing any more; whoever was signed in no longer is."""
    require(may_change_password(actor, user))
    held = lock(User.objects.all(), user.id)
    if not key_opens(held, purpose, key, at=at):
        raise PasswordLinkOver()
    return _with_password(actor, held, password, at=at)


@transaction.atomic
def set_password(actor: Actor, user: User, *, password: str, at: datetime) -> User:
    """Set somebody's password from the command line, the last resort; whoever was signed in no longer is."""
    require(may_set_password(actor))
    return _with_password(actor, _active(user), password, at=at)


def _with_password(actor: Actor, held: User, password: str, *, at: datetime) -> User:
    set_checked_password(held, password)
    held.save(update_fields=["password"])
    publish(actor, PasswordChanged(user_id=held.id), at=at)
    end_sessions(actor, held, at=at)
    return held


def _active(user: User) -> User:
    held = lock(User.objects.all(), user.id)
    if not held.is_active:
        raise UserInactive(name=held.name)
    return held
