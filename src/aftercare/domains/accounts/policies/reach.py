"""The rights over people and the company, and how far each reaches."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.models import (
    Grant,
    GrantScope,
    User,
)
from aftercare.domains.accounts.roles import held_by
from aftercare.kit.actor import Actor
from aftercare.kit.errors import NotAllowed
from aftercare.kit.permissions import PERMISSIONS, Verdict, lacks, permission

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
MIGHTIER = _("This role may do what you may not: “%(right)s”. Somebody who may do as much can do it.")
NOT_HELD = _("This person may do what you may not: “%(right)s”. Somebody who may do as much can do it.")


def within(actor: Actor, name: str, unit_id: UUID | None) -> Verdict:
    """Whether a right reaches a unit; what belongs to no unit is reached by a right over the whole company."""
    scope = actor.scope(PERMISSIONS[name].name)
    if scope is None:
        return lacks(name)
    if scope.everything or unit_id in scope.nodes:
        return True
    return NotAllowed(BEYOND, right=PERMISSIONS[name].sentence)


def covers(actor: Actor, name: str, unit_id: UUID | None, *, only_own: bool = False) -> bool:
    """Whether an actor may do at least what a role would let somebody do in a unit, or everywhere without one."""
    scope = actor.scope(PERMISSIONS[name].name)
    if scope is None:
        return False
    return only_own or scope.everything or unit_id in scope.nodes


def covers_all_of(actor: Actor, name: str, user: User) -> Verdict:
    """Whether a right reaches a person and everything that person's roles reach."""
    reached = within(actor, name, user.unit_id)
    return _all_within(actor, name, _held(user)) if reached is True else reached


def over_no_mightier(actor: Actor, name: str, user: User) -> Verdict:
    """Whether a right reaches a person, all that person's roles reach, and nothing they allow is beyond the actor."""
    reached = within(actor, name, user.unit_id)
    if reached is not True:
        return reached
    grants = list(_held(user).select_related("role"))
    for grant in grants:
        for held, only_own in held_by(grant.role.code, grant.role.permissions).items():
            if not covers(actor, held, grant.node_id, only_own=only_own or grant.scope == GrantScope.OWN):
                return NotAllowed(NOT_HELD, right=PERMISSIONS[held].sentence)
    return _all_within(actor, name, grants)


def _held(user: User) -> QuerySet[Grant]:
    return Grant.objects.filter(user=user, taken_at=None)


def _all_within(actor: Actor, name: str, grants: Iterable[Grant]) -> Verdict:
    verdicts = [within(actor, name, grant.node_id) for grant in grants if grant.scope != GrantScope.OWN]
    return next((verdict for verdict in verdicts if verdict is not True), True)
