"""Add and change a customer's people and places."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from aftercare.domains.accounts.models import OrganisationUnit
from aftercare.domains.customers.checks import (
    checked_contact,
    checked_coordinates,
    checked_email,
    checked_name,
    checked_region,
    checked_zone,
)
from aftercare.domains.customers.events import ContactAdded, ContactChanged, SiteAdded, SiteChanged
from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.customers.phones import normalised
from aftercare.domains.customers.policies import may_change_customer
from aftercare.domains.customers.queries import found_by, home_region
from aftercare.kit.actor import Actor
from aftercare.kit.changes import changed_fields
from aftercare.kit.events import publish
from aftercare.kit.locking import as_expected, lock
from aftercare.kit.permissions import require

OF_CONTACT = ("name", "phone", "phone_written", "email", "role", "preferred", "user")
OF_SITE = ("name", "address", "region_code", "latitude", "longitude", "time_zone", "access_notes", "unit")


@transaction.atomic
def add_contact(
    actor: Actor,
    customer: Customer,
    *,
    name: str,
    at: datetime,
    phone: str = "",
    email: str = "",
    role: str = "",
    preferred: bool = False,
) -> Contact:
    """Put a customer's person on record; a preferred one takes that place from whoever had it."""
    require(may_change_customer(actor, customer))
    lock(Customer.objects.only("id"), customer.id)
    region = home_region()
    contact = checked_contact(
        customer, name=name, phone=phone, email=email, region=region, role=role, preferred=preferred
    )
    if preferred:
        customer.contacts.filter(preferred=True).update(preferred=False)
    contact.save()
    Customer.objects.filter(pk=customer.pk).update(search=found_by(customer))
    publish(actor, ContactAdded(contact_id=contact.id, customer_id=customer.id), at=at, context_id=customer.id)
    return contact


@transaction.atomic
def keep_contact(actor: Actor, customer: Customer, *, at: datetime, name: str = "", phone: str = "") -> Contact:
    """The customer's person of this name under this number, put on record where there is none yet.

    Without a name whoever is reached under the number is meant, without a number whoever bears the name.
    """
    known = _person_known(customer, name.strip(), normalised(phone, home_region()))
    return known or add_contact(actor, customer, name=name.strip() or customer.name, phone=phone, at=at)


def _person_known(customer: Customer, name: str, number: str) -> Contact | None:
    people = customer.contacts.filter(erased_at=None).order_by("-preferred", "id")
    people = people.filter(phone=number) if number else people
    return (people.filter(name=name) if name else people).first()


@transaction.atomic
def change_contact(
    actor: Actor, contact: Contact, *, at: datetime, expected: int | None = None, **values: Any
) -> Contact:
    """Change name, phone (as written), email, role, whether preferred, or the user the person signs in as."""
    require(may_change_customer(actor, contact.customer))
    lock(Customer.objects.only("id"), contact.customer_id)
    if expected is not None:
        as_expected(Contact.objects.get(pk=contact.pk), expected)
    if "phone" in values:
        written = values["phone"]
        values |= {"phone": normalised(written, home_region()), "phone_written": written.strip()[:40]}
    if "name" in values:
        values["name"] = checked_name(values["name"])
    if "email" in values:
        values["email"] = checked_email(values["email"])
    changed = changed_fields(contact, OF_CONTACT, values)
    if not changed:
        return contact
    if values.get("preferred"):
        Contact.objects.filter(customer_id=contact.customer_id, preferred=True).update(preferred=False)
    for name in changed:
        setattr(contact, name, values[name])
    contact.save(update_fields=changed)
    Customer.objects.filter(pk=contact.customer_id).update(search=found_by(contact.customer))
    happened = ContactChanged(contact_id=contact.id, customer_id=contact.customer_id, fields=changed)
    publish(actor, happened, at=at, context_id=contact.customer_id)
    return contact


@transaction.atomic
def add_site(
    actor: Actor,
    customer: Customer,
    *,
    name: str,
    at: datetime,
    address: str = "",
    region_code: str = "",
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
    time_zone: str = "",
    access_notes: str = "",
    unit: OrganisationUnit | None = None,
) -> Site:
    """Put a place on record where devices stand and engineers go."""
    require(may_change_customer(actor, customer))
    lock(Customer.objects.only("id"), customer.id)
    checked_coordinates(latitude, longitude)
    site = Site.objects.create(
        customer=customer,
        name=checked_name(name),
        address=address,
        region_code=checked_region(region_code, home_region()),
        latitude=latitude,
        longitude=longitude,
        time_zone=checked_zone(time_zone),
        access_notes=access_notes,
        unit=unit,
    )
    Customer.objects.filter(pk=customer.pk).update(search=found_by(customer))
    publish(actor, SiteAdded(site_id=site.id, customer_id=customer.id), at=at, context_id=customer.id)
    return site


@transaction.atomic
def change_site(actor: Actor, site: Site, *, at: datetime, expected: int | None = None, **values: Any) -> Site:
    """Change name, address, region, coordinates, time zone, access notes or unit."""
    require(may_change_customer(actor, site.customer))
    lock(Customer.objects.only("id"), site.customer_id)
    if expected is not None:
        as_expected(Site.objects.get(pk=site.pk), expected)
    if "name" in values:
        values["name"] = checked_name(values["name"])
    if values.get("region_code", site.region_code) != site.region_code:
        values["region_code"] = checked_region(values["region_code"], home_region())
    if "time_zone" in values:
        values["time_zone"] = checked_zone(values["time_zone"])
    changed = changed_fields(site, OF_SITE, values)
    if not changed:
        return site
    for name in changed:
        setattr(site, name, values[name])
    checked_coordinates(site.latitude, site.longitude)
    site.save(update_fields=changed)
    Customer.objects.filter(pk=site.customer_id).update(search=found_by(site.customer))
    happened = SiteChanged(site_id=site.id, customer_id=site.customer_id, fields=changed)
    publish(actor, happened, at=at, context_id=site.customer_id)
    return site
