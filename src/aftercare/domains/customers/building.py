"""Rows of a new customer, checked and ready to be written: one way for one record and for a hundred thousand."""

from dataclasses import dataclass

from aftercare.domains.customers.checks import (
    checked_contact,
    checked_coordinates,
    checked_name,
    checked_region,
    checked_zone,
)
from aftercare.domains.customers.drafts import CustomerDraft, SiteDraft
from aftercare.domains.customers.indexing import customer_tokens
from aftercare.domains.customers.models import Contact, Customer, CustomerKind, Site
from aftercare.kit.searching import token_vector
from aftercare.kit.words import sound_key


@dataclass(frozen=True, slots=True)
class Built:
    """A customer with its people and places."""

    customer: Customer
    contacts: list[Contact]
    sites: list[Site]


def built_customer(draft: CustomerDraft, *, region: str) -> Built:
    """The rows of a draft, or the refusal of what can't be written; its number and who registers it are set later."""
    customer = Customer(
        kind=CustomerKind(draft.kind),
        name=checked_name(draft.name),
        grade=draft.grade,
        language=draft.language,
        time_zone=checked_zone(draft.time_zone),
        notes=draft.notes,
        unit=draft.unit,
        external_id=draft.external_id or None,
    )
    customer.name_key = name_key(customer)
    contacts = [_contact(customer, draft, region)] if _has_person(customer, draft) else []
    return Built(customer, contacts, [_site(customer, draft.site, region)] if draft.site else [])


def number_customer(built: Built, number: str) -> None:
    """Give it its number, and the words by which it is found."""
    built.customer.number = number
    built.customer.search = token_vector(customer_tokens([built.customer], built.contacts, built.sites))


def name_key(customer: Customer) -> str:
    """How the record sorts by the sound of its name."""
    return sound_key(customer.name, surname=customer.kind == CustomerKind.PERSON)[:400]


def _has_person(customer: Customer, draft: CustomerDraft) -> bool:
    return bool(draft.phone or draft.email or draft.contact_name or customer.kind == CustomerKind.PERSON)


def _contact(customer: Customer, draft: CustomerDraft, region: str) -> Contact:
    return checked_contact(
        customer,
        name=draft.contact_name or customer.name[:80],
        phone=draft.phone,
        email=draft.email,
        region=region,
        role=draft.contact_role,
        preferred=True,
    )


def _site(customer: Customer, draft: SiteDraft, country: str) -> Site:
    checked_coordinates(draft.latitude, draft.longitude)
    return Site(
        customer=customer,
        name=checked_name(draft.name),
        address=draft.address,
        region_code=checked_region(draft.region_code, country),
        latitude=draft.latitude,
        longitude=draft.longitude,
        access_notes=draft.access_notes,
    )
