"""Who may read, choose and write what is told to people."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.models import User
from aftercare.domains.accounts.policies import within
from aftercare.domains.channels.models import Message, Notification
from aftercare.domains.customers.models import Contact
from aftercare.domains.customers.policies import may_change_customer
from aftercare.kit.actor import Actor
from aftercare.kit.errors import NotAllowed
from aftercare.kit.permissions import Verdict, permission

MANAGE = permission("channels.manage", _("see outgoing messages and write what they say"))
OWN_ONLY = _("Only the person says what they are told; somebody else can't.")


def may_tell_people(actor: Actor) -> Verdict:
    """People are told of facts; who may state a fact is decided by the room that records it."""
    return True


def may_send(actor: Actor) -> Verdict:
    """Messages follow facts, and leave by the house's own hand."""
    return True if actor.is_system else NotAllowed(_("Messages are written and sent by the house itself."))


def may_choose(actor: Actor, person: User) -> Verdict:
    """Everybody says for themselves what they are told, and reads it themselves."""
    return True if actor.is_system or actor.id == person.id else NotAllowed(OWN_ONLY)


def may_read_notification(actor: Actor, notification: Notification) -> Verdict:
    """Whoever was told."""
    return True if actor.is_system or actor.id == notification.person_id else NotAllowed(OWN_ONLY)


def may_choose_for(actor: Actor, contact: Contact) -> Verdict:
    """Whoever may change the customer's record."""
    return may_change_customer(actor, contact.customer)


def may_manage_channels(actor: Actor) -> Verdict:
    """What leaves the house is the same for the whole company, and told of all its customers."""
    return within(actor, MANAGE, None)


def visible_notifications(actor: Actor) -> QuerySet[Notification]:
    """One's own."""
    return Notification.objects.filter(person=actor.id) if actor.id else Notification.objects.none()


def visible_messages(actor: Actor) -> QuerySet[Message]:
    """Everything that leaves, for those who manage it."""
    return Message.objects.all() if may_manage_channels(actor) is True else Message.objects.none()
