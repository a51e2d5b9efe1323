"""Who may do what with people, rights, calendars and work lists."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.models import Task, User
from aftercare.kit.actor import Actor
from aftercare.kit.errors import NotAllowed
from aftercare.kit.permissions import Verdict, may, permission

VIEW_USERS = permission("users.view", _("see users and their rights"))
MANAGE_USERS = permission("users.manage", _("create users and change them"))
MANAGE_RIGHTS = permission("roles.manage", _("give and take roles"))
MANAGE_TOKENS = permission("tokens.manage", _("create tokens for others"))
MANAGE_COMPANY = permission("company.manage", _("change company data and the organisation tree"))
VIEW_CALENDARS = permission("calendars.view", _("see working calendars"))
MANAGE_CALENDARS = permission("calendars.manage", _("change working calendars"))
VIEW_AUDIT = permission("audit.view", _("read the ledger"))


def may_create_user(actor: Actor) -> Verdict:
    """Users are made by those who manage them."""
    return may(actor, MANAGE_USERS)


def may_change_user(actor: Actor, user: User) -> Verdict:
    """One's own profile, or anybody's with the right."""
    return True if actor.id == user.id else may(actor, MANAGE_USERS)


def may_change_password(actor: Actor, user: User) -> Verdict:
    """One's own alone: with another's password one could act in that person's name."""
    if actor.id == user.id or actor.is_system:
        return True
    return NotAllowed(_("Only the person changes a password; somebody else can't."))


def may_give_grant(actor: Actor) -> Verdict:
    """Roles are given by those who hold that right."""
    return may(actor, MANAGE_RIGHTS)


def may_create_token(actor: Actor, user: User) -> Verdict:
    """A token of one's own, or anybody's with the right."""
    return True if actor.id == user.id else may(actor, MANAGE_TOKENS)


def may_manage_company(actor: Actor) -> Verdict:
    """Company data and the organisation tree."""
    return may(actor, MANAGE_COMPANY)


def may_manage_calendars(actor: Actor) -> Verdict:
    """Calendars, holidays and make-up workdays."""
    return may(actor, MANAGE_CALENDARS)


def may_view_audit(actor: Actor) -> Verdict:
    """The ledger of all subjects."""
    return may(actor, VIEW_AUDIT)


def may_fill_work_lists(actor: Actor) -> Verdict:
    """Work lists follow facts; who may state a fact is decided by the room that records it."""
    return True


def may_do_task(actor: Actor, task: Task) -> Verdict:
    """The person it is for, or one of its role."""
    mine = task.person_id == actor.id or task.role_code in actor.roles or actor.is_system
    return True if mine else may(actor, MANAGE_USERS)


def visible_users(actor: Actor) -> QuerySet[User]:
    """Users this actor may see: oneself at least."""
    if may(actor, VIEW_USERS) is True or may(actor, MANAGE_USERS) is True:
        return User.objects.all()
    return User.objects.filter(pk=actor.id) if actor.id else User.objects.none()


def visible_tasks(actor: Actor, nodes: frozenset[UUID] | None = None) -> QuerySet[Task]:
    """The actor's work list: addressed to the person or to a role held."""
    return Task.objects.filter(Q(person_id=actor.id) | Q(person=None, role_code__in=actor.roles))
