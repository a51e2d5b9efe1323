"""Who may do what with promises and coverage."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.domains.contracts.models import Agreement
from aftercare.domains.customers.models import Customer
from aftercare.domains.devices.models import Device
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import Verdict, lacks, may, may_everywhere, permission

VIEW = permission("contracts.view", _("see service levels, warranty and agreements"))
MANAGE = permission("contracts.manage", _("change service levels, warranty and agreements"))


def may_keep_clocks(actor: Actor) -> Verdict:
    """Clocks follow facts; who may state a fact is decided by the room that records it."""
    return True


def may_manage_contracts(actor: Actor) -> Verdict:
    """Levels, terms and pause reasons, which are the same for the whole company."""
    return may_everywhere(actor, MANAGE)


def may_start_agreements(actor: Actor) -> Verdict:
    """Those who may conclude an agreement with somebody."""
    return may(actor, MANAGE)


def may_agree_with(actor: Actor, customer: Customer) -> Verdict:
    """Agreements with customers of the units that the right reaches."""
    scope = actor.scope(MANAGE)
    return True if scope is not None and (scope.everything or customer.unit_id in scope.nodes) else lacks(MANAGE)


def may_manage_agreement(actor: Actor, agreement: Agreement) -> Verdict:
    """Those with customers of the units that the right reaches."""
    return True if _everywhere(actor) else may_agree_with(actor, agreement.customer)


def may_manage_warranty_of(actor: Actor, device: Device) -> Verdict:
    """Warranty of what customers have of the units that the right reaches."""
    return True if _everywhere(actor) else may_agree_with(actor, device.customer)


def _everywhere(actor: Actor) -> bool:
    """Whether nothing has to be looked up to know how far the right reaches."""
    scope = actor.scope(MANAGE)
    return scope is not None and scope.everything


def may_follow_agreements(actor: Actor) -> Verdict:
    """Reminders and what goes over into the next period are the house's own work; by hand it takes the right."""
    return may_everywhere(actor, MANAGE)


def may_use_entitlement(actor: Actor, agreement: Agreement) -> Verdict:
    """What service uses up is counted by the house itself; by hand it takes the right to change the agreement."""
    return may_manage_agreement(actor, agreement)


def visible_agreements(actor: Actor) -> QuerySet[Agreement]:
    """Agreements within the reach of the right: all, or those with customers of one's units."""
    scope = actor.scope(VIEW)
    if scope is None:
        return Agreement.objects.none()
    return Agreement.objects.filter(Q() if scope.everything else Q(customer__unit_id__in=scope.nodes))
