"""Who may do what with people, rights, calendars and work lists."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.decisions import decision_for
from aftercare.domains.accounts.errors import DecidedNotDone
from aftercare.domains.accounts.models import (
    Grant,
    GrantScope,
    OrganisationUnit,
    PermissionRequest,
    Role,
    Task,
    Team,
    Token,
    User,
)
from aftercare.domains.accounts.roles import held_by
from aftercare.kit.actor import Actor
from aftercare.kit.errors import NotAllowed
from aftercare.kit.permissions import PERMISSIONS, Verdict, lacks, may, permission

VIEW_USERS = permission("users.view", _("see users and their rights"))
MANAGE_USERS = permission("users.manage", _("create users and change them"))
MANAGE_RIGHTS = permission("roles.manage", _("give and take roles"))
MANAGE_TOKENS = permission("tokens.manage", _("create tokens for others"))
MANAGE_COMPANY = permission("company.manage", _("change company data and the organisation tree"))
VIEW_CALENDARS = permission("calendars.view", _("see working calendars"))
MANAGE_CALENDARS = permission("calendars.manage", _("change working calendars"))
VIEW_AUDIT = permission("audit.view", _("read the ledger"))
BEYOND = _(
    "Your right “%(right)s” does not reach this part of the company; somebody whose right reaches further can do it."
)
ONLY_ONESELF = _("A role is asked for, and the wish withdrawn, by the person who needs it.")
NOT_YOURS = _("Nobody gives what they may not do there themselves: “%(right)s”. Somebody who may can give it.")
NOT_HELD = _("This person may do what you may not: “%(right)s”. Somebody who may do as much can do it.")


def may_create_user(actor: Actor, unit: OrganisationUnit | None = None) -> Verdict:
    """Users are made where the right reaches; those of no unit by whoever it reaches everywhere."""
    return within(actor, MANAGE_USERS, unit.id if unit else None)


def may_change_user(actor: Actor, user: User) -> Verdict:
    """One's own profile, or that of anybody the right reaches."""
    return True if actor.id == user.id else within(actor, MANAGE_USERS, user.unit_id)


def may_deactivate_user(actor: Actor, user: User) -> Verdict:
    """People the right reaches whose roles reach no further than it."""
    return _over(actor, MANAGE_USERS, user)


def may_change_password(actor: Actor, user: User) -> Verdict:
    """One's own alone: with another's password one could act in that person's name."""
    if actor.id == user.id or actor.is_system:
        return True
    return NotAllowed(_("Only the person changes a password; somebody else can't."))


def may_change_second_factor(actor: Actor, user: User) -> Verdict:
    """One's own alone: what proves that it is me is in my hands."""
    if actor.id == user.id or actor.is_system:
        return True
    return NotAllowed(_("Only the person sets a second factor up or switches it off."))


def may_reset_second_factor(actor: Actor, user: User) -> Verdict:
    """For somebody else who lost theirs; one's own takes the proof itself."""
    if actor.id == user.id:
        return NotAllowed(_("Your own second factor you switch off yourself, under “Sign-in and security”."))
    return _over(actor, MANAGE_USERS, user)


def may_end_sessions(actor: Actor, user: User) -> Verdict:
    """One's own, or those of people the right reaches whose roles reach no further than it."""
    return True if actor.id == user.id else _over(actor, MANAGE_USERS, user)


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
        if not _covers(actor, name, place, only_own=only_own or scope == GrantScope.OWN)
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
    lacking = [name for name in permissions if not _covers(actor, name, None)]
    if reached is not True or not lacking:
        return reached
    return NotAllowed(NOT_YOURS, right=PERMISSIONS[lacking[0]].sentence)


def may_create_token(actor: Actor, user: User) -> Verdict:
    """A token of one's own, or of anybody the right reaches who may do nothing that the actor may not."""
    reached = may_revoke_token(actor, user)
    if reached is not True or actor.id == user.id:
        return reached
    for grant in Grant.objects.filter(user=user, taken_at=None).select_related("role"):
        for name, only_own in held_by(grant.role.code, grant.role.permissions).items():
            if not _covers(actor, name, grant.node_id, only_own=only_own or grant.scope == GrantScope.OWN):
                return NotAllowed(NOT_HELD, right=PERMISSIONS[name].sentence)
    return True


def may_revoke_token(actor: Actor, user: User) -> Verdict:
    """One's own, or those of anybody the right reaches whose roles reach no further than it."""
    return True if actor.id == user.id else _over(actor, MANAGE_TOKENS, user)


def may_set_up_company(actor: Actor) -> Verdict:
    """Company data concern everybody."""
    return within(actor, MANAGE_COMPANY, None)


def may_create_unit(actor: Actor, parent: OrganisationUnit | None) -> Verdict:
    """The organisation tree grows below the nodes that the right reaches."""
    return within(actor, MANAGE_COMPANY, parent.id if parent else None)


def may_change_unit(actor: Actor, unit: OrganisationUnit) -> Verdict:
    """A node that the right reaches."""
    return within(actor, MANAGE_COMPANY, unit.id)


def may_move_unit(actor: Actor, unit: OrganisationUnit, to: OrganisationUnit) -> Verdict:
    """From below one node that the right reaches to below another."""
    places = (unit.id, unit.parent_id, to.id)
    verdicts = [within(actor, MANAGE_COMPANY, place) for place in places]
    return next((verdict for verdict in verdicts if verdict is not True), True)


def may_create_team(actor: Actor, unit: OrganisationUnit | None, members: Sequence[User]) -> Verdict:
    """Teams of a unit the right reaches, of people it reaches."""
    units = [unit.id if unit else None, *(user.unit_id for user in members)]
    verdicts = [within(actor, MANAGE_COMPANY, each) for each in units]
    return next((verdict for verdict in verdicts if verdict is not True), True)


def may_manage_calendars(actor: Actor) -> Verdict:
    """Calendars, holidays and make-up workdays."""
    return may(actor, MANAGE_CALENDARS)


def may_view_audit(actor: Actor) -> Verdict:
    """The ledger holds the facts of the whole company: for those whose right reaches all of it."""
    return within(actor, VIEW_AUDIT, None)


def may_fill_work_lists(actor: Actor) -> Verdict:
    """Work lists follow facts; who may state a fact is decided by the room that records it."""
    return True


def may_do_task(actor: Actor, task: Task) -> Verdict:
    """The person it is for, or one of its role where that reaches; what asks for a decision ends by that alone."""
    verdict = True if _is_addressed(actor, task) else within(actor, MANAGE_USERS, task.unit_id)
    decision = decision_for(task.kind)
    return DecidedNotDone(decision) if verdict is True and decision is not None else verdict


def _is_addressed(actor: Actor, task: Task) -> bool:
    if actor.id is not None and task.person_id == actor.id:
        return True
    scope = actor.reach.get(task.role_code)
    if task.person_id is not None or scope is None:
        return actor.is_system
    return scope.everything or task.unit_id in scope.nodes


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


def visible_tasks(actor: Actor) -> QuerySet[Task]:
    """The actor's work list: addressed to the person, or to a role held where that reaches."""
    if actor.id is None:
        return Task.objects.none()
    everywhere = [role for role, scope in actor.reach.items() if scope.everything]
    mine = Q(person_id=actor.id) | Q(person=None, role_code__in=everywhere)
    for role, scope in actor.reach.items():
        if scope.nodes and not scope.everything:
            mine |= Q(person=None, role_code=role, unit_id__in=scope.nodes)
    return Task.objects.filter(mine)


def within(actor: Actor, name: str, unit_id: UUID | None) -> Verdict:
    """Whether a right reaches a unit; what belongs to no unit is reached by a right over the whole company."""
    scope = actor.scope(PERMISSIONS[name].name)
    if scope is None:
        return lacks(name)
    if scope.everything or unit_id in scope.nodes:
        return True
    return NotAllowed(BEYOND, right=PERMISSIONS[name].sentence)


def _covers(actor: Actor, name: str, unit_id: UUID | None, *, only_own: bool = False) -> bool:
    """Whether an actor may do at least what a role would let somebody do in a unit, or everywhere without one."""
    scope = actor.scope(PERMISSIONS[name].name)
    if scope is None:
        return False
    return only_own or scope.everything or unit_id in scope.nodes


def _over(actor: Actor, name: str, user: User) -> Verdict:
    """Whether a right reaches a person and everything that person's roles reach."""
    reached = within(actor, name, user.unit_id)
    if reached is not True:
        return reached
    grants = Grant.objects.filter(user=user, taken_at=None).exclude(scope=GrantScope.OWN)
    verdicts = [within(actor, name, node) for node in grants.values_list("node", flat=True)]
    return next((verdict for verdict in verdicts if verdict is not True), True)
