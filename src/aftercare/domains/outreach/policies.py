"""Who sees suggestions, keeps them, hands lists out, and asks customers."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.domains.customers.models import Customer
from aftercare.domains.customers.policies import reached_by
from aftercare.domains.customers.policies import visible_to as visible_customers
from aftercare.domains.outreach.models import OPEN, Approach, SalesSuggestion, WinBackBatch
from aftercare.kit.actor import Actor
from aftercare.kit.errors import NotAllowed
from aftercare.kit.permissions import Verdict, lacks, may, permission

VIEW = permission("offers.view", _("see what is suggested to customers and what came of it"))
MAKE = permission("offers.make", _("ask customers about suggestions"))
MANAGE = permission("offers.manage", _("keep suggestions and hand out win-back lists"))


def visible_suggestions(actor: Actor) -> QuerySet[SalesSuggestion]:
    """Every suggestion, or none: they are the same for everyone who may see them."""
    return SalesSuggestion.objects.all() if actor.scope(VIEW) is not None else SalesSuggestion.objects.none()


def visible_to(actor: Actor) -> QuerySet[Approach]:
    """One's own, and those of customers the actor may see."""
    scope = actor.scope(VIEW)
    if scope is None:
        return Approach.objects.none()
    if scope.everything:
        return Approach.objects.all()
    return Approach.objects.filter(Q(owner=actor.id) | Q(customer__in=visible_customers(actor).values("pk")))


def visible_batches(actor: Actor) -> QuerySet[WinBackBatch]:
    """Those of whoever sees everything, else one's own."""
    scope = actor.scope(VIEW)
    if scope is None:
        return WinBackBatch.objects.none()
    return WinBackBatch.objects.all() if scope.everything else WinBackBatch.objects.filter(by=actor.id)


def may_manage_suggestions(actor: Actor) -> Verdict:
    """Suggestions are the same for the whole company."""
    scope = actor.scope(MANAGE)
    return True if scope is not None and scope.everything else lacks(MANAGE)


def may_take_lists(actor: Actor) -> Verdict:
    """Of the customers one may see."""
    return may(actor, MANAGE)


def may_run_batch(actor: Actor, batch: WinBackBatch) -> Verdict:
    """Whoever took the list, while the right lasts."""
    return may_take_lists(actor) if actor.is_system or actor.id == batch.by_id else lacks(MANAGE)


def to_ask(actor: Actor) -> QuerySet[Customer]:
    """The customers in sight whom the right to ask reaches."""
    return visible_customers(actor).filter(pk__in=reached_by(actor, MAKE).values("pk"))


def to_hand_out(actor: Actor) -> QuerySet[Customer]:
    """The customers in sight whom the right to hand lists out reaches."""
    return visible_customers(actor).filter(pk__in=reached_by(actor, MANAGE).values("pk"))


def may_approach(actor: Actor, customer: Customer) -> Verdict:
    """Customers in sight whom the right reaches."""
    return True if to_ask(actor).filter(pk=customer.pk).exists() else lacks(MAKE)


def may_record_result(actor: Actor, approach: Approach) -> Verdict:
    """Whoever asks, or who hands lists out to such customers."""
    return may(actor, MAKE) if approach.owner_id == actor.id else may_hand_over(actor, approach)


def may_hand_over(actor: Actor, approach: Approach) -> Verdict:
    """Whoever hands lists out to such customers."""
    return True if to_hand_out(actor).filter(pk=approach.customer_id).exists() else lacks(MANAGE)


def to_hand_over(actor: Actor, owner_id: UUID) -> QuerySet[Approach]:
    """What somebody has open of customers whom the actor may hand out."""
    return Approach.objects.filter(owner=owner_id, result__in=OPEN, customer__in=to_hand_out(actor).values("pk"))


def may_drop_approaches(actor: Actor) -> Verdict:
    """Who withdraws consent is let go by the house itself."""
    return True if actor.is_system else NotAllowed(_("Withdrawn consent is followed by the system itself."))
