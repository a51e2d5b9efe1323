"""Who writes from outside: the customer reached under the number they give, or a new record."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from aftercare.domains.customers.actions.records import register_customer
from aftercare.domains.customers.models import Contact, Customer
from aftercare.domains.customers.policies import may_register_customer
from aftercare.domains.customers.queries import contacts_with_phone, standing
from aftercare.kit.actor import Actor, system
from aftercare.kit.ledger import facts_of
from aftercare.kit.permissions import require

FROM_OUTSIDE = system("portal")
MOST = 20  # people under one number


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: the customer, and the name and mail address where they are none that is known of them."""

    customer: Customer
    contact: Contact | None = None
    name: str = ""
    email: str = ""

    @property
    def stranger(self) -> bool:
        """Whether somebody writes under a known number whose name is not known there."""
        return bool(self.name)


@transaction.atomic
def meet_writer(
    actor: Actor,
    *,
    name: str,
    phone: str,
    at: datetime,
    email: str = "",
    language: str = "",
    owners: Collection[Customer] = (),
) -> Writer:
    """The customer reached under this phone number; of several the one among `owners`; a new record for nobody.

    Whoever knows a number writes nothing into the records of its customer: another name or mail address, and where
    that one lives, are words on the request, which the desk takes over.
    """
    require(may_register_customer(actor))
    reached = contacts_with_phone(phone)
    theirs = Q(customer__in=owners) | Q(customer__merged_into__in=owners)
    rows = [*reached.filter(theirs)[:MOST], *reached[:MOST]] if owners else reached[:MOST]
    known = [one for one in rows if not _claimed(one, name, email)]
    if not known:
        made = register_customer(actor, name=name, phone=phone, email=email, language=language, at=at)
        return Writer(made)
    customer = standing(known[0].customer)
    same = [one for one in known if _same(one.name, name) and standing(one.customer) == customer]
    contact = same[0] if same else known[0]
    return Writer(customer, contact, "" if same else name, "" if _same(contact.email, email) else email)


def _claimed(contact: Contact, name: str, email: str) -> bool:
    """Whether somebody put this number on record here together with a mail address, and it is not who writes now.

    Nobody proved that the number is theirs, so what others write under it must not be mailed to them.
    """
    if not contact.email or _same(contact.name, name) or _same(contact.email, email):
        return False
    facts = facts_of(contact.customer.ref).filter(kind="customer.registered")
    return facts.filter(actor_kind=FROM_OUTSIDE.kind, actor_name=FROM_OUTSIDE.name).exists()


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()
