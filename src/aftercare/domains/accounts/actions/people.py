"""Create users, change their profiles and their passwords."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.actions.organisation import need_active
from aftercare.domains.accounts.errors import AddressTaken, WrongPassword
from aftercare.domains.accounts.events import PasswordChanged, UserChanged, UserCreated, UserMoved
from aftercare.domains.accounts.models import OrganisationUnit, User
from aftercare.domains.accounts.passwords import check_password_rules
from aftercare.domains.accounts.policies import (
    may_change_password,
    may_change_user,
    may_create_user,
    may_move_user,
)
from aftercare.kit.actor import Actor
from aftercare.kit.errors import Invalid
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require

PROFILE = ("name", "phone", "language", "time_zone")


@transaction.atomic
def create_user(
    actor: Actor,
    *,
    email: str,
    name: str,
    at: datetime,
    password: str | None = None,
    unit: OrganisationUnit | None = None,
    language: str = "zh-hans",
    time_zone: str = "Asia/Shanghai",
    phone: str = "",
) -> User:
    """Let a person sign in; without a password only after an invitation or by single sign-on."""
    require(may_create_user(actor, unit))
    need_active(unit)
    email = _checked_address(email)
    user = User(email=email, name=name, unit=unit, language=language, time_zone=time_zone, phone=phone)
    if password is None:
        user.set_unusable_password()
    else:
        set_checked_password(user, password)
    user.save()
    publish(actor, UserCreated(user_id=user.id), at=at)
    return user


@transaction.atomic
def change_user(actor: Actor, user: User, *, at: datetime, **profile: str) -> User:
    """Change profile fields: name, phone, language, time zone."""
    require(may_change_user(actor, user))
    changed = tuple(name for name in PROFILE if name in profile and getattr(user, name) != profile[name])
    for name in changed:
        setattr(user, name, profile[name])
    if changed:
        user.save(update_fields=changed)
        publish(actor, UserChanged(user_id=user.id, fields=changed), at=at)
    return user


@transaction.atomic
def move_user(actor: Actor, user: User, *, unit: OrganisationUnit | None, at: datetime) -> User:
    """Let a person belong to another part of the company; roles reach as far as before."""
    require(may_move_user(actor, user, unit))
    need_active(unit)
    held = lock(User.objects.all(), user.id)
    if held.unit_id != (unit.id if unit else None):
        held.unit = unit
        held.save(update_fields=["unit"])
        publish(actor, UserMoved(user_id=held.id, unit_id=unit.id if unit else None), at=at)
    return held


@transaction.atomic
def change_password(actor: Actor, user: User, *, current: str, password: str, at: datetime) -> User:
    """Let another password open; sessions begun with the one before end."""
    require(may_change_password(actor, user))
    held = lock(User.objects.all(), user.id)
    if not held.check_password(current):
        raise WrongPassword(errors={"current": WrongPassword.sentence})
    set_checked_password(held, password)
    held.save(update_fields=["password"])
    publish(actor, PasswordChanged(user_id=held.id), at=at)
    return held


def set_checked_password(user: User, password: str) -> None:
    """Set the password if it keeps the rules."""
    check_password_rules(user, password)
    user.set_password(password)


def _checked_address(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError as broken:
        sentence = _("“%(email)s” is not a mail address; write it like name@example.com.")
        raise Invalid(sentence, email=email, errors={"email": broken.messages[0]}) from broken
    if User.objects.filter(email__iexact=email).exists():
        raise AddressTaken(email=email)
    return email.lower()
