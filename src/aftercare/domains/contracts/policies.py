"""Who may do what with promises and coverage."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.domains.contracts.models import Agreement
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import Verdict, may, permission

VIEW = permission("contracts.view", _("see service levels, warranty and agreements"))
MANAGE = permission("contracts.manage", _("change service levels, warranty and agreements"))


def may_keep_clocks(actor: Actor) -> Verdict:
    """Clocks follow facts; who may state a fact is decided by the room that records it."""
    return True


def may_manage_contracts(actor: Actor) -> Verdict:
    """Terms and agreements."""
    return may(actor, MANAGE)


def may_follow_agreements(actor: Actor) -> Verdict:
    """Reminders and what goes over into the next period are the house's own work; by hand it takes the right."""
    return True if actor.is_system else may(actor, MANAGE)


def may_use_entitlement(actor: Actor) -> Verdict:
    """What service uses up is counted by the house itself; by hand it takes the right to change agreements."""
    return True if actor.is_system else may(actor, MANAGE)


def visible_agreements(actor: Actor) -> QuerySet[Agreement]:
    """Agreements within the reach of the right: all, or those with customers of one's units."""
    scope = actor.scope(VIEW)
    if scope is None:
        return Agreement.objects.none()
    return Agreement.objects.filter(Q() if scope.everything else Q(customer__unit_id__in=scope.nodes))
