"""Who may do what with people, their roles and their tokens."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.models import (
    GrantScope,
    OrganisationUnit,
    PermissionRequest,
    Role,
    Team,
    Token,
    User,
)
from aftercare.domains.accounts.policies.reach import (
    MANAGE_RIGHTS,
    MANAGE_TOKENS,
    MANAGE_USERS,
    MIGHTIER,
    NOT_YOURS,
    ONLY_ONESELF,
    VIEW_USERS,
    covers,
    covers_all_of,
    over_no_mightier,
    within,
)
from aftercare.domains.accounts.roles import held_by
from aftercare.kit.actor import Actor
from aftercare.kit.errors import NotAllowed
from aftercare.kit.permissions import PERMISSIONS, Verdict


def may_create_user(actor: Actor, unit: OrganisationUnit | None = None) -> Verdict:
    """Users are made where the right reaches; those of no unit by whoever it reaches everywhere."""
    return within(actor, MANAGE_USERS, unit.id if unit else None)


def may_change_user(actor: Actor, user: User) -> Verdict:
    """One's own profile, or that of anybody the right reaches."""
    return True if actor.id == user.id else within(actor, MANAGE_USERS, user.unit_id)


def may_deactivate_user(actor: Actor, user: User) -> Verdict:
    """People the right reaches who may do nothing that the actor may not."""
    return over_no_mightier(actor, MANAGE_USERS, user)


def may_change_password(actor: Actor, user: User) -> Verdict:
    """One's own alone: with another's password one could act in that person's name."""
    if actor.id == user.id or actor.is_system:
        return True
    return NotAllowed(_("Only the person changes a password; somebody else can't."))


def may_make_password_link(actor: Actor, user: User) -> Verdict:
    """Of people the right reaches who may do nothing that the actor may not: who holds it can sign in as them."""
    if actor.id == user.id:
        return NotAllowed(_("Your own password you change yourself, under “Change password”."))
    return over_no_mightier(actor, MANAGE_USERS, user)


def may_ask_password_reset(actor: Actor) -> Verdict:
    """Whoever forgot the password can't sign in, so the house asks for them."""
    return (
        True if actor.is_system else NotAllowed(_("Who forgot the password asks for another one on the sign-in page."))
    )


def may_set_password(actor: Actor) -> Verdict:
    """The command line alone, for who has no other way in."""
    return True if actor.is_system else NotAllowed(_("Only the person changes a password; somebody else can't."))


def may_change_second_factor(actor: Actor, user: User) -> Verdict:
    """One's own alone: what proves that it is me is in my hands."""
    if actor.id == user.id or actor.is_system:
        return True
    return NotAllowed(_("Only the person sets a second factor up or switches it off."))


def may_reset_second_factor(actor: Actor, user: User) -> Verdict:
    """For somebody else who lost theirs; one's own takes the proof itself."""
    if actor.id == user.id:
        return NotAllowed(_("Your own second factor you switch off yourself, under “Sign-in and security”."))
    return over_no_mightier(actor, MANAGE_USERS, user)


def may_end_sessions(actor: Actor, user: User) -> Verdict:
    """One's own, or those of people the right reaches who may do nothing that the actor may not."""
    return True if actor.id == user.id else over_no_mightier(actor, MANAGE_USERS, user)


def may_move_user(actor: Actor, user: User, unit: OrganisationUnit | None) -> Verdict:
    """From where the right reaches to where it reaches."""
    here = within(actor, MANAGE_USERS, user.unit_id)
    return within(actor, MANAGE_USERS, unit.id if unit else None) if here is True else here


def may_give_grant(
    actor: Actor, user: User, *, scope: str, node: OrganisationUnit | None = None, role: Role | None = None
) -> Verdict:
    """Roles are given by those who hold that right, to people it reaches, and no wider than what they may do."""
    reached = may_take_grant(actor, user, scope=scope, node=node)
    if reached is not True or role is None:
        return reached
    place = node.id if node else None
    lacking = [
        name
        for name, only_own in held_by(role.code, role.permissions).items()
        if not covers(actor, name, place, only_own=only_own or scope == GrantScope.OWN)
    ]
    return NotAllowed(NOT_YOURS, right=PERMISSIONS[lacking[0]].sentence) if lacking else True


def may_take_grant(actor: Actor, user: User, *, scope: str, node: OrganisationUnit | None = None) -> Verdict:
    """Roles are taken by those who hold that right, from people it reaches, where it reaches."""
    reached = within(actor, MANAGE_RIGHTS, user.unit_id)
    if reached is not True or scope == GrantScope.OWN:
        return reached
    return within(actor, MANAGE_RIGHTS, node.id if node else None)


def may_ask_permission(actor: Actor, user: User) -> Verdict:
    """For oneself, whoever it is."""
    return True if actor.is_system or actor.id == user.id else NotAllowed(ONLY_ONESELF)


def may_decide_permission(actor: Actor, asked: PermissionRequest) -> Verdict:
    """Whoever may give that role there; never who asks."""
    if actor.id == asked.asker_id:
        return NotAllowed(_("Nobody decides what they ask for themselves; wait for somebody who may give this role."))
    return may_give_grant(actor, asked.asker, scope=asked.scope, node=asked.node, role=asked.role)


def may_manage_roles(actor: Actor, permissions: Iterable[str] = ()) -> Verdict:
    """Roles are the same in the whole company; nobody puts in what they may not do there themselves."""
    reached = within(actor, MANAGE_RIGHTS, None)
    lacking = [name for name in permissions if not covers(actor, name, None)]
    if reached is not True or not lacking:
        return reached
    return NotAllowed(NOT_YOURS, right=PERMISSIONS[lacking[0]].sentence)


def may_demand_second_factor(actor: Actor, role: Role) -> Verdict:
    """Of roles that allow nothing the actor may not: who could lift the demand could weaken the mightier."""
    reached = within(actor, MANAGE_RIGHTS, None)
    held = held_by(role.code, role.permissions)
    lacking = [name for name, only_own in held.items() if not covers(actor, name, None, only_own=only_own)]
    if reached is not True or not lacking:
        return reached
    return NotAllowed(MIGHTIER, right=PERMISSIONS[lacking[0]].sentence)


def may_create_token(actor: Actor, user: User) -> Verdict:
    """A token of one's own, or of anybody the right reaches who may do nothing that the actor may not."""
    return True if actor.id == user.id else over_no_mightier(actor, MANAGE_TOKENS, user)


def may_revoke_token(actor: Actor, user: User) -> Verdict:
    """One's own, or those of anybody the right reaches whose roles reach no further than it."""
    return True if actor.id == user.id else covers_all_of(actor, MANAGE_TOKENS, user)


def visible_users(actor: Actor) -> QuerySet[User]:
    """Users this actor may see: oneself at least."""
    scopes = [scope for scope in map(actor.scope, (VIEW_USERS, MANAGE_USERS)) if scope is not None]
    if any(scope.everything for scope in scopes):
        return User.objects.all()
    nodes = frozenset[UUID]().union(*(scope.nodes for scope in scopes))
    teams = frozenset[UUID]().union(*(scope.teams for scope in scopes))
    colleagues = Team.objects.filter(pk__in=teams).values("members")
    return User.objects.filter(Q(pk=actor.id) | Q(unit_id__in=nodes) | Q(pk__in=colleagues))


def visible_permission_requests(actor: Actor) -> QuerySet[PermissionRequest]:
    """One's own, and those of people whose roles one may give."""
    scope = actor.scope(MANAGE_RIGHTS)
    if scope is not None and scope.everything:
        return PermissionRequest.objects.all()
    nodes = scope.nodes if scope is not None else frozenset[UUID]()
    return PermissionRequest.objects.filter(Q(asker=actor.id) | Q(asker__unit_id__in=nodes))


def visible_tokens(actor: Actor, user: User) -> QuerySet[Token]:
    """A person's tokens, for oneself and whoever may revoke them."""
    return Token.objects.filter(user=user) if may_revoke_token(actor, user) is True else Token.objects.none()
