"""Who may do what with people, rights, calendars and work lists."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.decisions import decision_for
from aftercare.domains.accounts.errors import DecidedNotDone
from aftercare.domains.accounts.listings import LISTINGS
from aftercare.domains.accounts.models import Grant, GrantScope, OrganisationUnit, SavedView, Shared, Task, Team, User
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


def may_give_grant(actor: Actor, user: User, *, scope: str, node: OrganisationUnit | None = None) -> Verdict:
    """Roles are given and taken by those who hold that right, to people it reaches, and no further than it reaches."""
    reached = within(actor, MANAGE_RIGHTS, user.unit_id)
    if reached is not True or scope == GrantScope.OWN:
        return reached
    return within(actor, MANAGE_RIGHTS, node.id if node else None)


def may_manage_roles(actor: Actor) -> Verdict:
    """Roles are the same in the whole company."""
    return within(actor, MANAGE_RIGHTS, None)


def may_create_token(actor: Actor, user: User) -> Verdict:
    """A token of one's own, or of anybody the right reaches whose roles reach no further than it."""
    if actor.id == user.id:
        return True
    return _over(actor, MANAGE_TOKENS, user)


def may_set_up_company(actor: Actor) -> Verdict:
    """Company data concern everybody."""
    return within(actor, MANAGE_COMPANY, None)


def may_create_unit(actor: Actor, parent: OrganisationUnit | None) -> Verdict:
    """The organisation tree grows below the nodes that the right reaches."""
    return within(actor, MANAGE_COMPANY, parent.id if parent else None)


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


def may_see_listing(actor: Actor, page: str) -> Verdict:
    """Whoever may see what a list shows; of a list that isn't there nobody is refused, the action says so."""
    return may(actor, LISTINGS[page].right) if page in LISTINGS else True


def may_save_view(actor: Actor, owner: User, *, page: str, shared: str = Shared.NOBODY, role: str = "") -> Verdict:
    """One's own, of a list one may see; shared with a role by who holds it, with others by those who give roles."""
    if actor.id != owner.id and not actor.is_system:
        return NotAllowed(_("A view is kept by the person it belongs to."))
    if (seen := may_see_listing(actor, page)) is not True:
        return seen
    if shared == Shared.NOBODY or (shared == Shared.ROLE and role in actor.roles):
        return True
    return may(actor, MANAGE_RIGHTS)


def may_change_view(actor: Actor, view: SavedView, *, shared: str, role: str = "") -> Verdict:
    """The owner; of a shared one also those who give roles."""
    if actor.id == view.owner_id:
        return may_save_view(actor, view.owner, page=view.page, shared=shared, role=role)
    if view.shared == Shared.NOBODY and not actor.is_system:
        return NotAllowed(_("This view is somebody else's own."))
    return may(actor, MANAGE_RIGHTS)


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


def visible_views(actor: Actor, page: str = "") -> QuerySet[SavedView]:
    """One's own views, and those that are shared with everybody or with a role of one's own."""
    shared = Q(shared=Shared.EVERYBODY) | Q(shared=Shared.ROLE, role_code__in=actor.roles)
    pages = [name for name in LISTINGS if name == (page or name) and may_see_listing(actor, name) is True]
    return SavedView.objects.filter(Q(owner=actor.id) | shared, page__in=pages)


def within(actor: Actor, name: str, unit_id: UUID | None) -> Verdict:
    """Whether a right reaches a unit; what belongs to no unit is reached by a right over the whole company."""
    scope = actor.scope(PERMISSIONS[name].name)
    if scope is None:
        return lacks(name)
    if scope.everything or unit_id in scope.nodes:
        return True
    return NotAllowed(BEYOND, right=PERMISSIONS[name].sentence)


def _over(actor: Actor, name: str, user: User) -> Verdict:
    """Whether a right reaches a person and everything that person's roles reach."""
    reached = within(actor, name, user.unit_id)
    if reached is not True:
        return reached
    grants = Grant.objects.filter(user=user, taken_at=None).exclude(scope=GrantScope.OWN)
    verdicts = [within(actor, name, node) for node in grants.values_list("node", flat=True)]
    return next((verdict for verdict in verdicts if verdict is not True), True)
