"""Give and take roles; make and revoke tokens."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from aftercare.domains.accounts.actions.organisation import need_active
from aftercare.domains.accounts.errors import (
    AlreadyOver,
    GrantGone,
    LastAdministrator,
    OutlastsOwn,
    UnknownRole,
    UnknownScope,
)
from aftercare.domains.accounts.events import GrantGiven, GrantTaken, TokenCreated, TokenRevoked
from aftercare.domains.accounts.models import Grant, GrantScope, OrganisationUnit, Role, Token, User
from aftercare.domains.accounts.policies import (
    MANAGE_RIGHTS,
    may_create_token,
    may_give_grant,
    may_manage_roles,
    may_revoke_token,
    may_take_grant,
)
from aftercare.domains.accounts.queries import held_until, lasting_administrators
from aftercare.domains.accounts.roles import ADMINISTRATOR, ROLES
from aftercare.domains.accounts.scopes import digest_of, known_scope
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock, one_at_a_time
from aftercare.kit.permissions import require


def ensure_ready_roles(actor: Actor, *, at: datetime) -> None:
    """Write down the ready-made roles that are not there yet; their permissions stay in the code."""
    require(may_manage_roles(actor))
    known = set(Role.objects.values_list("code", flat=True))
    missing = [Role(code=code, name=str(ready.name), ready_made=True) for code, ready in ROLES.items()]
    Role.objects.bulk_create([role for role in missing if role.code not in known], ignore_conflicts=True)


@transaction.atomic
def give_grant(
    actor: Actor,
    user: User,
    *,
    role: str,
    at: datetime,
    node: OrganisationUnit | None = None,
    scope: str | None = None,
    expires_at: datetime | None = None,
) -> Grant:
    """Give a role: over the whole company, a node of the tree and all below, the person's teams, or what is theirs."""
    reach = scope or (GrantScope.NODE if node else GrantScope.ALL)
    require(may_give_grant(actor, user, scope=reach, node=node))
    found = role_of(role)
    require(may_give_grant(actor, user, scope=reach, node=node, role=found))
    need_active(node)
    _check_end(actor, expires_at, at)
    if expires_at is not None and role == ADMINISTRATOR and reach == GrantScope.ALL:
        keep_an_administrator(user)
    grant, _made = Grant.objects.update_or_create(
        user=user, role=found, scope=reach, node=node, taken_at=None, defaults={"expires_at": expires_at}
    )
    given = GrantGiven(
        user_id=user.id,
        grant_id=grant.id,
        role=role,
        scope=reach,
        node_id=node.id if node else None,
        expires_at=expires_at,
    )
    publish(actor, given, at=at)
    return grant


def role_of(code: str) -> Role:
    """The role with a code, or the refusal that names those there are."""
    found = Role.objects.filter(code=code).first()
    if found is None:
        raise UnknownRole(role=code, known=", ".join(Role.objects.order_by("code").values_list("code", flat=True)))
    return found


def _check_end(actor: Actor, expires_at: datetime | None, at: datetime) -> None:
    """A role ends after it begins, and no later than the right by which it is given."""
    _check_not_over(expires_at, at)
    if actor.is_system or actor.id is None:
        return
    end = held_until(actor.id, MANAGE_RIGHTS, at=at)
    if end is not None and (expires_at is None or expires_at > end):
        raise OutlastsOwn(until=end, errors={"expires_at": OutlastsOwn.sentence})


def _check_not_over(expires_at: datetime | None, at: datetime) -> None:
    if expires_at is not None and expires_at <= at:
        raise AlreadyOver(until=expires_at, errors={"expires_at": AlreadyOver.sentence})


@transaction.atomic
def take_grant(actor: Actor, grant: Grant, *, at: datetime) -> None:
    """Take a role back; the grant stays on record. The last administrator's is not taken."""
    require(may_take_grant(actor, grant.user, scope=grant.scope, node=grant.node))
    if grant.role.code == ADMINISTRATOR:
        one_at_a_time(ADMINISTRATOR)
    held = lock(Grant.objects.select_related("role"), grant.id)
    if held.taken_at is not None:
        raise GrantGone()
    if held.role.code == ADMINISTRATOR and held.scope == GrantScope.ALL and held.expires_at is None:
        keep_an_administrator(grant.user)
    held.taken_at = at
    held.save(update_fields=["taken_at"])
    publish(actor, GrantTaken(user_id=held.user_id, grant_id=held.id, role=held.role.code), at=at)


def keep_an_administrator(leaving: User) -> None:
    """Refuse what would leave the company without an administrator whose role has no end; one at a time may leave."""
    one_at_a_time(ADMINISTRATOR)
    lasting = lasting_administrators()
    if lasting.filter(user=leaving).exists() and not lasting.exclude(user=leaving).exists():
        raise LastAdministrator(name=leaving.name)


@transaction.atomic
def create_token(
    actor: Actor, user: User, *, name: str, scopes: Sequence[str], expires_at: datetime, at: datetime
) -> tuple[Token, str]:
    """Make a token and return it with its secret, which is shown this once and kept only as a hash."""
    require(may_create_token(actor, user))
    for scope in scopes:
        if not known_scope(scope):
            raise UnknownScope(scope=scope)
    _check_not_over(expires_at, at)
    secret = f"act_{secrets.token_urlsafe(32)}"
    token = Token.objects.create(
        user=user, name=name, digest=digest_of(secret), scopes=list(scopes), expires_at=expires_at
    )
    made = TokenCreated(user_id=user.id, token_id=token.id, scopes=tuple(scopes), expires_at=expires_at)
    publish(actor, made, at=at)
    return token, secret


@transaction.atomic
def revoke_token(actor: Actor, token: Token, *, at: datetime) -> None:
    """Stop a token from working."""
    require(may_revoke_token(actor, token.user))
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    publish(actor, TokenRevoked(user_id=token.user_id, token_id=token.id), at=at)
