"""Let people go, and take them back."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from aftercare.domains.accounts.actions.rights import keep_an_administrator
from aftercare.domains.accounts.errors import UserActive, UserInactive
from aftercare.domains.accounts.events import TokenRevoked, UserDeactivated, UserReactivated
from aftercare.domains.accounts.models import Token, User
from aftercare.domains.accounts.policies import may_deactivate_user
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish, publish_all
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require


@transaction.atomic
def deactivate_user(actor: Actor, user: User, *, at: datetime, reason: str = "") -> User:
    """End a person's sessions and tokens, now and for good; roles stay on record. The last administrator stays."""
    require(may_deactivate_user(actor, user))
    keep_an_administrator(user)
    held = lock(User.objects.all(), user.id)
    if not held.is_active:
        raise UserInactive(name=held.name)
    held.is_active = False
    held.times_deactivated += 1
    held.save(update_fields=["is_active", "times_deactivated"])
    publish(actor, UserDeactivated(user_id=held.id), at=at, text=reason)
    _revoke_tokens(actor, held, at)
    return held


@transaction.atomic
def reactivate_user(actor: Actor, user: User, *, at: datetime) -> User:
    """Let a person sign in again, with the roles held before; sessions and tokens of before stay ended."""
    require(may_deactivate_user(actor, user))
    held = lock(User.objects.all(), user.id)
    if held.is_active:
        raise UserActive(name=held.name)
    held.is_active = True
    held.save(update_fields=["is_active"])
    publish(actor, UserReactivated(user_id=held.id), at=at)
    return held


def _revoke_tokens(actor: Actor, user: User, at: datetime) -> None:
    alive = Token.objects.filter(user=user, revoked_at=None)
    ids = list(alive.select_for_update().order_by("id").values_list("id", flat=True))
    Token.objects.filter(pk__in=ids).update(revoked_at=at, version=F("version") + 1)
    publish_all(actor, [TokenRevoked(user_id=user.id, token_id=id) for id in ids], at=at)
