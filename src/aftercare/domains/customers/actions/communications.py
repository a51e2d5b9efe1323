"""Record what was said with customers, and open phone numbers to those who may read them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction

from aftercare.domains.customers.errors import ForeignContact, NoPhone
from aftercare.domains.customers.events import CommunicationRecorded, PhoneRevealed
from aftercare.domains.customers.models import CallOutcome, Channel, Communication, Contact, Customer, Direction
from aftercare.domains.customers.policies import (
    REVEAL,
    may_record_communication,
    may_reveal_phone,
    revealable,
)
from aftercare.domains.customers.queries import standing
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.events import publish, publish_each
from aftercare.kit.ids import Ref
from aftercare.kit.instants import when_done
from aftercare.kit.permissions import may, require

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)  # what was said with a customer may be entered years later


@transaction.atomic
def record_communication(
    actor: Actor,
    customer: Customer,
    *,
    channel: str,
    direction: str,
    at: datetime,
    done_at: datetime | None = None,
    text: str = "",
    about: Ref | None = None,
    contact: Contact | None = None,
    automatic: bool | None = None,
    follow_up_at: datetime | None = None,
    outcome: str = "",
    also: Iterable[UUID] = (),
) -> Communication:
    """Log a call, mail, chat, visit or message, of `done_at` where it was not just now; `automatic` where the house
    spoke by itself."""
    require(may_record_communication(actor, customer, also))
    spoken_at = when_done(done_at, since=EARLIEST, at=at)
    if contact is not None and standing(contact.customer) != standing(customer):
        raise ForeignContact(customer=customer.name)
    spoken = Communication.objects.create(
        customer=customer,
        contact=contact,
        about_kind=about.kind if about else "",
        about_id=about.id if about else None,
        channel=Channel(channel),
        direction=Direction(direction),
        at=spoken_at,
        by=actor.id if actor.kind is ActorKind.PERSON else None,
        automatic=actor.is_system if automatic is None else automatic,
        text=text,
        follow_up_at=follow_up_at,
        outcome=CallOutcome(outcome) if outcome else "",
    )
    recorded = CommunicationRecorded(
        communication_id=spoken.id,
        customer_id=customer.id,
        channel=spoken.channel,
        direction=spoken.direction,
        automatic=spoken.automatic,
        about_kind=spoken.about_kind,
        about_id=spoken.about_id,
    )
    publish(actor, recorded, at=spoken_at, context_id=spoken.about_id or customer.id)
    return spoken


@transaction.atomic
def reveal_phone(actor: Actor, contact: Contact, *, at: datetime, also: Iterable[UUID] = ()) -> str:
    """The number in full; who read it and when goes on record."""
    require(may_reveal_phone(actor, contact.customer, also))
    if not contact.phone:
        raise NoPhone(name=contact.name)
    revealed = PhoneRevealed(contact_id=contact.id, customer_id=contact.customer_id)
    publish(actor, revealed, at=at, context_id=contact.customer_id)
    return contact.phone


@transaction.atomic
def reveal_phones(actor: Actor, *, contacts: Sequence[Contact], at: datetime, also: Iterable[UUID] = ()) -> set[UUID]:
    """Of which of these people the number is given out in full; who got it and when goes on record for each.

    Those out of the right's reach, and those without a number, are left out of the answer.
    """
    require(may(actor, REVEAL))
    reached = revealable(actor, [contact.customer_id for contact in contacts], also)
    told = [contact for contact in contacts if contact.phone and contact.customer_id in reached]
    facts = [PhoneRevealed(contact_id=contact.id, customer_id=contact.customer_id) for contact in told]
    publish_each(actor, [(fact, fact.customer_id) for fact in facts], at=at)
    return {contact.id for contact in told}
