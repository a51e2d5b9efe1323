"""Register customers and change their records."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from aftercare.domains.accounts.models import OrganisationUnit
from aftercare.domains.accounts.queries import day_of, working_unit
from aftercare.domains.customers.building import built_customer, name_key, number_customer
from aftercare.domains.customers.checks import checked_name, checked_zone
from aftercare.domains.customers.drafts import CustomerDraft
from aftercare.domains.customers.errors import GradeHeld
from aftercare.domains.customers.events import ContactAdded, CustomerChanged, CustomerRegistered
from aftercare.domains.customers.models import Customer, CustomerKind, Grade, Tag
from aftercare.domains.customers.policies import REGISTER, may_change_customer, may_register_customer
from aftercare.domains.customers.queries import found_by, home_region
from aftercare.kit.actor import Actor
from aftercare.kit.changes import changed_fields, free_external_id
from aftercare.kit.events import publish
from aftercare.kit.locking import as_expected, lock
from aftercare.kit.numbering import Series
from aftercare.kit.permissions import require

NUMBERS = Series("C", "customer")
CHANGEABLE = ("kind", "name", "grade", "language", "time_zone", "notes", "unit", "external_id")


@transaction.atomic
def register_customer(
    actor: Actor,
    *,
    name: str,
    at: datetime,
    phone: str = "",
    email: str = "",
    contact_name: str = "",
    kind: str = CustomerKind.PERSON,
    grade: Grade | None = None,
    tags: Sequence[Tag] = (),
    language: str = "",
    time_zone: str = "",
    notes: str = "",
    unit: OrganisationUnit | None = None,
    external_id: str | None = None,
) -> Customer:
    """Put a company or person on record; a phone or mail address makes the first contact."""
    require(may_register_customer(actor))
    draft = CustomerDraft(
        name=name,
        phone=phone,
        email=email,
        contact_name=contact_name,
        kind=kind,
        grade=grade,
        language=language,
        time_zone=time_zone,
        notes=notes,
        unit=unit or working_unit(actor, REGISTER),
        external_id=external_id,
    )
    built = built_customer(draft, region=home_region() if phone else "")
    customer = built.customer
    free_external_id(customer, external_id)
    customer.registered_by = actor.id
    number_customer(built, NUMBERS.next(day_of(at).year))
    customer.save()
    customer.tags.add(*tags)
    publish(actor, CustomerRegistered(customer_id=customer.id, number=customer.number, kind=customer.kind), at=at)
    for contact in built.contacts:
        contact.save()
        added = ContactAdded(contact_id=contact.id, customer_id=customer.id, first=True)
        publish(actor, added, at=at, context_id=customer.id)
    return customer


@transaction.atomic
def change_customer(
    actor: Actor,
    customer: Customer,
    *,
    at: datetime,
    tags: Sequence[Tag] | None = None,
    expected: int | None = None,
    **values: Any,
) -> Customer:
    """Change kind, name, grade, tags, language, time zone, notes, unit or external id.

    `expected` is the version the person saw; a grade given by hand until an instant stays till then.
    """
    require(may_change_customer(actor, customer))
    customer = lock(Customer.objects.all(), customer.id)
    as_expected(customer, expected)
    _check_grade(customer, values)
    if "name" in values:
        values["name"] = checked_name(values["name"])
    if "time_zone" in values:
        values["time_zone"] = checked_zone(values["time_zone"])
    if "external_id" in values:
        values["external_id"] = free_external_id(customer, values["external_id"])
    changed = changed_fields(customer, CHANGEABLE, values)
    for name in changed:
        setattr(customer, name, values[name])
    if changed:
        customer.name_key = name_key(customer)
        customer.search = found_by(customer)
        customer.save(update_fields=[*changed, "name_key", "search"])
    if tags is not None and set(tags) != set(customer.tags.all()):
        customer.tags.set(tags)
        changed = (*changed, "tags")
    if changed:
        publish(actor, CustomerChanged(customer_id=customer.id, fields=changed), at=at)
    return customer


def _check_grade(customer: Customer, values: Mapping[str, Any]) -> None:
    if "grade" not in values or values["grade"] == customer.grade:
        return
    running = customer.grade_overrides.filter(ended_at=None).first()
    if running is not None:
        raise GradeHeld(number=customer.number, until=running.until_at)
