"""Who may see and change customers, and read what is hidden of them."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.domains.customers.models import Contact, Customer
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.errors import NotAllowed
from aftercare.kit.permissions import Verdict, lacks, may, permission

VIEW = permission("customers.view", _("see customers"))
REGISTER = permission("customers.register", _("register customers"))
CHANGE = permission("customers.change", _("change customers"))
RECORD = permission("communications.record", _("record what was said with customers"))
REVEAL = permission("phones.reveal", _("read phone numbers in full"))


def may_register_customer(actor: Actor) -> Verdict:
    """New records are made by those who hold the right, wherever they work."""
    return may(actor, REGISTER)


def may_change_customer(actor: Actor, customer: Customer) -> Verdict:
    """Records within the reach of the right."""
    return _may(actor, CHANGE, customer)


def may_change_customers(actor: Actor, ids: Iterable[UUID]) -> Verdict:
    """All of these records, within the reach of the right."""
    wanted = set(ids)
    return may(actor, CHANGE) if actor.scope(CHANGE) is None or wanted <= changeable(actor, wanted) else lacks(CHANGE)


def changeable(actor: Actor, ids: Iterable[UUID]) -> set[UUID]:
    """Which of these customers the right to change reaches; one statement for all of them."""
    return set(Customer.objects.filter(_within(actor, CHANGE, ()), pk__in=list(ids)).values_list("pk", flat=True))


def may_manage_grades(actor: Actor) -> Verdict:
    """Grades and tags are for those who may change every customer."""
    scope = actor.scope(CHANGE)
    return True if scope is not None and scope.everything else lacks(CHANGE)


def may_ask_follow_ups(actor: Actor) -> Verdict:
    """What was agreed to follow up is asked for by the house itself."""
    return True if actor.is_system else NotAllowed(_("Follow-ups are asked for by the system itself."))


def may_regrade(actor: Actor) -> Verdict:
    """What rules give is given by the house itself."""
    return True if actor.is_system else NotAllowed(_("The rules of grading are applied by the system itself."))


def may_end_overrides(actor: Actor) -> Verdict:
    """What has run out is ended by the house itself."""
    return True if actor.is_system else NotAllowed(_("Overrides that ran out are ended by the system itself."))


def may_record_communication(actor: Actor, customer: Customer, also: Iterable[UUID] = ()) -> Verdict:
    """The log of customers within the reach of the right; customers write in their own."""
    if actor.kind is ActorKind.CUSTOMER and actor.id == customer.id:
        return True
    return _may(actor, RECORD, customer, also)


def may_reveal_phone(actor: Actor, customer: Customer, also: Iterable[UUID] = ()) -> Verdict:
    """Phones of customers within the reach of the right; an engineer's reach is whom the engineer works for."""
    return _may(actor, REVEAL, customer, also)


def revealable(actor: Actor, ids: Iterable[UUID], also: Iterable[UUID] = ()) -> set[UUID]:
    """Of which of these customers the right to read phones reaches the people; one statement for all of them."""
    return set(Customer.objects.filter(_within(actor, REVEAL, also), pk__in=list(ids)).values_list("pk", flat=True))


def visible_to(actor: Actor, also: Iterable[UUID] = ()) -> QuerySet[Customer]:
    """The customers this actor may see; `also` are ids of those the person works for, known to later rooms."""
    return Customer.objects.filter(_within(actor, VIEW, also))


def reached_by(actor: Actor, right: str) -> QuerySet[Customer]:
    """The customers whom a right of a later room reaches."""
    return Customer.objects.filter(_within(actor, right, ()))


def _may(actor: Actor, name: str, customer: Customer, also: Iterable[UUID] = ()) -> Verdict:
    scope = actor.scope(name)
    if scope is None:
        return lacks(name)
    reached = scope.everything or Customer.objects.filter(_within(actor, name, also), pk=customer.pk).exists()
    return True if reached else lacks(name)


def _within(actor: Actor, name: str, also: Iterable[UUID]) -> Q:
    """The condition under which a right reaches a customer; nothing fulfils it without the right."""
    scope = actor.scope(name)
    if scope is None:
        return Q(pk__in=())
    if scope.everything:
        return Q()
    mine = Q(registered_by=actor.id) | Q(unit_id__in=scope.nodes)
    if scope.own and actor.id is not None:
        mine |= Q(pk__in=Contact.objects.filter(user_id=actor.id).values("customer_id")) | Q(pk__in=tuple(also))
    return mine
