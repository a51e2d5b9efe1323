"""Register many customers with the statements of a few, and take registrations back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from aftercare.domains.accounts.queries import day_of, working_unit
from aftercare.domains.customers.actions.records import NUMBERS
from aftercare.domains.customers.building import Built, built_customer, number_customer
from aftercare.domains.customers.drafts import CustomerDraft
from aftercare.domains.customers.events import (
    ContactAdded,
    ContactWithdrawn,
    CustomerRegistered,
    CustomerWithdrawn,
    SiteAdded,
    SiteWithdrawn,
)
from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.customers.policies import (
    REGISTER,
    may_change_customer,
    may_change_customers,
    may_register_customer,
)
from aftercare.domains.customers.queries import customers_in_use, found_by, home_region
from aftercare.kit.actor import Actor
from aftercare.kit.changes import ExternalIdTaken, InUse, taken_ids
from aftercare.kit.errors import Refusal
from aftercare.kit.events import publish, publish_each
from aftercare.kit.locking import lock, lock_all
from aftercare.kit.permissions import require
from aftercare.kit.rows import insert_rows
from aftercare.kit.uses import uses_of

TAGS = Customer.tags.through


@transaction.atomic
def register_customers(actor: Actor, *, drafts: Sequence[CustomerDraft], at: datetime) -> list[Built | Refusal]:
    """Put many companies and persons on record; one that can't be is answered with its refusal, in its place.

    What holds of one registered by itself holds of each; the facts are the same too.
    """
    require(may_register_customer(actor))
    home, region = working_unit(actor, REGISTER), home_region()
    taken = taken_ids(Customer, (draft.external_id for draft in drafts))
    answers: list[Built | Refusal] = []
    for draft in drafts:
        try:
            answers.append(_built(replace(draft, unit=draft.unit or home), region, taken))
        except Refusal as refusal:
            answers.append(refusal)
    made = [(draft, one) for draft, one in zip(drafts, answers, strict=True) if isinstance(one, Built)]
    _write(actor, made, at)
    return answers


def _built(draft: CustomerDraft, region: str, taken: dict[str, str]) -> Built:
    built = built_customer(draft, region=region)
    if draft.external_id:
        if draft.external_id in taken:
            raise ExternalIdTaken(external_id=draft.external_id, holder=taken[draft.external_id])
        taken[draft.external_id] = built.customer.name
    return built


def _write(actor: Actor, made: Sequence[tuple[CustomerDraft, Built]], at: datetime) -> None:
    numbers = NUMBERS.take(len(made), day_of(at).year) if made else []
    for (_draft, one), number in zip(made, numbers, strict=True):
        one.customer.registered_by = actor.id
        number_customer(one, number)
    insert_rows([one.customer for _draft, one in made])
    insert_rows([contact for _draft, one in made for contact in one.contacts])
    insert_rows([site for _draft, one in made for site in one.sites])
    TAGS.objects.bulk_create(
        TAGS(customer_id=one.customer.id, tag_id=tag.id) for draft, one in made for tag in draft.tags
    )
    publish_each(actor, [fact for _draft, one in made for fact in _facts(one)], at=at)


def _facts(one: Built) -> list[tuple[Any, UUID | None]]:
    """What is told of one, with its timeline."""
    customer = one.customer
    registered = CustomerRegistered(customer_id=customer.id, number=customer.number, kind=customer.kind)
    added = [ContactAdded(contact_id=contact.id, customer_id=customer.id, first=True) for contact in one.contacts]
    placed = [SiteAdded(site_id=site.id, customer_id=customer.id) for site in one.sites]
    return [(registered, None), *((fact, customer.id) for fact in (*added, *placed))]


@transaction.atomic
def withdraw_customers(actor: Actor, *, customers: Sequence[Customer], at: datetime) -> list[Refusal | None]:
    """Take registrations back of which nothing came: the records go, the facts stay.

    One that is in use is answered with its refusal, in its place.
    """
    ids = [customer.id for customer in customers]
    require(may_change_customers(actor, ids))
    held = {row.id: row for row in lock_all(Customer.objects.filter(pk__in=ids).defer("search"))}
    used = customers_in_use(list(held))
    gone = [row for id, row in held.items() if id not in used]
    _remove(actor, gone, at)
    return [
        InUse(thing=customer.number, user=str(used[customer.id])) if customer.id in used else None
        for customer in customers
    ]


def _remove(actor: Actor, gone: Sequence[Customer], at: datetime) -> None:
    ids = [row.id for row in gone]
    TAGS.objects.filter(customer__in=ids).delete()
    Contact.objects.filter(customer__in=ids).delete()
    Site.objects.filter(customer__in=ids).delete()
    Customer.objects.filter(pk__in=ids).delete()
    facts = [CustomerWithdrawn(customer_id=row.id, number=row.number) for row in gone]
    publish_each(actor, [(fact, None) for fact in facts], at=at)


@transaction.atomic
def withdraw_contact(actor: Actor, contact: Contact, *, at: datetime) -> None:
    """Take a person off the record again to whom nothing points."""
    _take_off(actor, contact, ContactWithdrawn(contact_id=contact.id, customer_id=contact.customer_id), at)


@transaction.atomic
def withdraw_site(actor: Actor, site: Site, *, at: datetime) -> None:
    """Take a place off the record again to which nothing points."""
    _take_off(actor, site, SiteWithdrawn(site_id=site.id, customer_id=site.customer_id), at)


def _take_off(actor: Actor, part: Contact | Site, withdrawn: ContactWithdrawn | SiteWithdrawn, at: datetime) -> None:
    require(may_change_customer(actor, part.customer))
    customer = lock(Customer.objects.all(), part.customer_id)
    for user in uses_of(type(part), [part.id]).values():
        raise InUse(thing=part.name, user=str(user))
    part.delete()
    Customer.objects.filter(pk=customer.pk).update(search=found_by(customer))
    publish(actor, withdrawn, at=at, context_id=customer.id)
