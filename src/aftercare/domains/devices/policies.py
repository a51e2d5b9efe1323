"""Who may see and change devices."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.domains.customers.models import Contact
from aftercare.domains.customers.queries import standing
from aftercare.domains.devices.models import Device
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.permissions import Verdict, lacks, may, permission

VIEW = permission("devices.view", _("see devices"))
REGISTER = permission("devices.register", _("register devices"))
CHANGE = permission("devices.change", _("change, move and transfer devices"))


def may_register_device(actor: Actor) -> Verdict:
    """New records are made by those who hold the right, wherever they work."""
    return may(actor, REGISTER)


def may_change_device(actor: Actor, device: Device) -> Verdict:
    """Devices within the reach of the right."""
    scope = actor.scope(CHANGE)
    if scope is None:
        return lacks(CHANGE)
    reached = scope.everything or Device.objects.filter(_within(actor, CHANGE), pk=device.pk).exists()
    return True if reached else lacks(CHANGE)


def may_register_ownership(actor: Actor, device: Device) -> Verdict:
    """The customer whose device it is, and whoever may change it."""
    if actor.kind is ActorKind.CUSTOMER:
        return True if standing(device.customer).id == actor.id else lacks(CHANGE)
    return may_change_device(actor, device)


def may_change_devices(actor: Actor, ids: Iterable[UUID]) -> Verdict:
    """All of these devices, within the reach of the right."""
    wanted = set(ids)
    return may(actor, CHANGE) if actor.scope(CHANGE) is None or wanted <= changeable(actor, wanted) else lacks(CHANGE)


def changeable(actor: Actor, ids: Iterable[UUID]) -> set[UUID]:
    """Which of these devices the right to change reaches; one statement for all of them."""
    return set(Device.objects.filter(_within(actor, CHANGE), pk__in=list(ids)).values_list("pk", flat=True))


def visible_to(actor: Actor, also: Iterable[UUID] = ()) -> QuerySet[Device]:
    """The devices this actor may see; `also` are ids of those the person works on, known to later rooms."""
    return Device.objects.filter(_within(actor, VIEW, also))


def _within(actor: Actor, name: str, also: Iterable[UUID] = ()) -> Q:
    """The condition under which a right reaches a device; nothing fulfils it without the right."""
    scope = actor.scope(name)
    if scope is None:
        return Q(pk__in=())
    if scope.everything:
        return Q()
    mine = Q(registered_by=actor.id) | Q(customer__unit_id__in=scope.nodes) | Q(site__unit_id__in=scope.nodes)
    if scope.own and actor.id is not None:
        signs_in_for = Contact.objects.filter(user_id=actor.id).values("customer_id")
        mine |= Q(customer_id__in=signs_in_for) | Q(user_customer_id__in=signs_in_for) | Q(pk__in=tuple(also))
    return mine
