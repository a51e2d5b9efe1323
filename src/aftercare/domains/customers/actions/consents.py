"""Note who agreed to offers, and end that at once when they no longer wish for them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from aftercare.domains.customers.actions.communications import EARLIEST
from aftercare.domains.customers.errors import NoConsent, NotReachable
from aftercare.domains.customers.events import ConsentGiven, ConsentWithdrawn
from aftercare.domains.customers.models import Consent, Contact, Customer, OfferChannel
from aftercare.domains.customers.policies import may_record_communication
from aftercare.domains.customers.queries import of_customer
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.events import publish, publish_each
from aftercare.kit.instants import when_done
from aftercare.kit.locking import lock, lock_all
from aftercare.kit.permissions import require
from aftercare.kit.rows import update_rows

BY = {OfferChannel.PHONE: "phone", OfferChannel.SMS: "phone", OfferChannel.MAIL: "email"}
WITHDRAWN = ("withdrawn_at", "withdrawn_by", "why", "version")


@transaction.atomic
def note_consent(
    actor: Actor,
    contact: Contact,
    *,
    channel: str,
    at: datetime,
    done_at: datetime | None = None,
    how: str = "",
    also: Iterable[UUID] = (),
) -> Consent:
    """Note that a person agreed to offers by a channel, at `done_at` where not just now; one that runs stays as it is.

    `how` says by which words or paper. Whoever can't be reached by the channel is refused, and so is a word of before
    it was last withdrawn.
    """
    require(may_record_communication(actor, contact.customer, also))
    when_done(done_at, since=EARLIEST, at=at)
    held = lock(Contact.objects.all(), contact.id)
    wanted = OfferChannel(channel)
    if held.erased_at is not None or (wanted in BY and not getattr(held, BY[wanted])):
        raise NotReachable(name=held.name)
    running = Consent.objects.filter(contact=held, channel=wanted, withdrawn_at=None).first()
    if running is not None:
        return running
    over = Consent.objects.filter(contact=held, channel=wanted).aggregate(last=Max("withdrawn_at"))["last"]
    given_at = when_done(done_at, since=over or EARLIEST, at=at)
    given = Consent.objects.create(
        customer_id=held.customer_id,
        contact=held,
        channel=wanted,
        given_at=given_at,
        how=how.strip(),
        noted_by=_person(actor),
    )
    agreed = ConsentGiven(contact_id=held.id, customer_id=held.customer_id, channel=wanted)
    publish(actor, agreed, at=given_at, context_id=held.customer_id)
    return given


@transaction.atomic
def withdraw_consent(
    actor: Actor, contact: Contact, *, at: datetime, channel: str = "", why: str = "", also: Iterable[UUID] = ()
) -> list[Consent]:
    """End what a person agreed to, by one channel or by all; it counts from this moment on."""
    require(may_record_communication(actor, contact.customer, also))
    rows = Consent.objects.filter(contact=contact, withdrawn_at=None)
    held = lock_all(rows.filter(channel=OfferChannel(channel)) if channel else rows)
    if not held:
        raise NoConsent(name=contact.name)
    return _withdrawn(actor, held, why, at)


@transaction.atomic
def stop_offers(
    actor: Actor, customer: Customer, *, at: datetime, why: str = "", also: Iterable[UUID] = ()
) -> list[Consent]:
    """Nobody of this customer, merged records included, is made offers any more; empty where nobody was."""
    require(may_record_communication(actor, customer, also))
    held = lock_all(Consent.objects.filter(of_customer(customer.id), withdrawn_at=None))
    return _withdrawn(actor, held, why, at) if held else []


def _withdrawn(actor: Actor, held: Sequence[Consent], why: str, at: datetime) -> list[Consent]:
    for one in held:
        one.withdrawn_at, one.withdrawn_by, one.why = max(at, one.given_at), _person(actor), why.strip()[:200]
        one.version += 1
    update_rows(held, WITHDRAWN)
    ended = [
        ConsentWithdrawn(contact_id=one.contact_id, customer_id=one.customer_id, channel=one.channel) for one in held
    ]
    publish_each(actor, [(fact, fact.customer_id) for fact in ended], at=at)
    return list(held)


def _person(actor: Actor) -> UUID | None:
    return actor.id if actor.kind is ActorKind.PERSON else None


@transaction.atomic
def set_consents(
    actor: Actor,
    contact: Contact,
    *,
    channels: Collection[str],
    at: datetime,
    done_at: datetime | None = None,
    how: str = "",
    also: Iterable[UUID] = (),
) -> list[Consent]:
    """Let a person agree to offers by these channels and no others; returns what runs then.

    `how` says by which words or paper it was given, or withdrawn.
    """
    require(may_record_communication(actor, contact.customer, also))
    wanted = {OfferChannel(channel) for channel in channels}
    for channel in sorted(wanted):
        note_consent(actor, contact, channel=channel, done_at=done_at, how=how, at=at, also=also)
    over = lock_all(Consent.objects.filter(contact=contact, withdrawn_at=None).exclude(channel__in=wanted))
    if over:
        _withdrawn(actor, over, how, at)
    return list(Consent.objects.filter(contact=contact, withdrawn_at=None).order_by("channel"))
