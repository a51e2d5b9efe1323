"""Who may see engineers and change what is known of them."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.models import Team
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.actor import Actor
from aftercare.kit.errors import NotAllowed
from aftercare.kit.permissions import Verdict, lacks, may, permission

VIEW = permission("engineers.view", _("see engineers, their skills and their times"))
MANAGE = permission("engineers.manage", _("register engineers and change their skills, certificates and times"))


def may_register_engineer(actor: Actor) -> Verdict:
    """Those who manage engineers register new ones where their right reaches."""
    return may(actor, MANAGE)


def may_change_engineer(actor: Actor, engineer: Engineer) -> Verdict:
    """Engineers within the reach of the right; nobody grants skills to themselves."""
    scope = actor.scope(MANAGE)
    if scope is None:
        return lacks(MANAGE)
    if engineer.user_id is not None and engineer.user_id == actor.id and not scope.everything:
        return NotAllowed(_("Your own record is kept by somebody else; ask the service manager."))
    reached = scope.everything or Engineer.objects.filter(_within(actor, MANAGE), pk=engineer.pk).exists()
    return True if reached else lacks(MANAGE)


def told_in_full(actor: Actor, engineers: Collection[Engineer]) -> set[UUID]:
    """Of whom the actor may know where they live and why they are away: keeps their record, or is the one."""
    kept = Engineer.objects.filter(_within(actor, MANAGE), pk__in=[one.pk for one in engineers])
    own = {one.pk for one in engineers if actor.id is not None and one.user_id == actor.id}
    return own | set(kept.values_list("pk", flat=True))


def may_warn_of_certificates(actor: Actor) -> Verdict:
    """Certificates are watched by the house."""
    return True if actor.is_system else NotAllowed(_("Only the house's own clock gives these warnings."))


def visible_to(actor: Actor) -> QuerySet[Engineer]:
    """The engineers this actor may see: oneself, those of one's teams or units, or all."""
    return Engineer.objects.filter(_within(actor, VIEW))


def _within(actor: Actor, name: str) -> Q:
    """The condition under which a right reaches an engineer; nothing fulfils it without the right."""
    scope = actor.scope(name)
    if scope is None:
        return Q(pk__in=())
    if scope.everything:
        return Q()
    reached = Q(unit__in=scope.nodes)
    if scope.teams:
        colleagues = Team.objects.filter(pk__in=scope.teams).values("members")
        reached |= Q(user__in=colleagues)
    if scope.own and actor.id is not None:
        reached |= Q(user=actor.id)
    return reached
