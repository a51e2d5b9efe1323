"""The things a request's body names, found among those the caller may see."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.models import Team, User
from aftercare.domains.catalog.models import Category, IncidentType
from aftercare.domains.customers.actions import keep_contact, register_customer
from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.customers.queries import contacts_with_phone, default_contact, of_customer, standing
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.queries import with_serial
from aftercare.domains.requests.policies import visible_to
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.errors import Invalid
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.errors import missing
from aftercare.surfaces.api.find import named
from aftercare.surfaces.api.reach import customer_for, customers_for, devices_for
from aftercare.surfaces.api.requests.bodies import Assigned, CustomerGiven, RequestGiven, Unlocked
from aftercare.surfaces.api.requests.shown import VALUES

ELSEWHERE = _("This device belongs to a customer of another unit; that unit's desk enters the request.")
NOBODY_NAMED = _("Say for whom: send customer_id, or customer with a name.")
SEVERAL_DEVICES = _("Several devices bear this serial number; send device_id instead.")


@dataclass(frozen=True, slots=True)
class Found:
    """For whom, about what; and the person who calls, where it is about a device of somebody else."""

    customer: Customer
    device: Device | None
    caller: Contact | None = None


def whom_and_what(call: Call, body: RequestGiven) -> Found:
    """The customer and the device; a customer who is only named is looked for by phone, or registered.

    About another's device it is the owner's request, and whoever calls is kept as a person of theirs.
    """
    device = _device(call, body)
    owner = _owner(call, device, "device_id" if body.device_id else "serial") if device else None
    if body.customer_id is not None:
        customer = standing(_customer(call, body.customer_id))
        if owner is None or owner == customer:
            return Found(customer, device)
        return Found(owner, device, _kept(call, owner, _who_calls(customer, body)))
    if body.customer is not None and owner is None:
        return Found(known_or_new(call, body.customer), None)
    if owner is not None:
        caller = _kept(call, owner, body.customer) if body.customer else None
        return Found(owner, device, caller)
    raise Invalid(NOBODY_NAMED, errors={"customer_id": NOBODY_NAMED})


def _customer(call: Call, id: UUID) -> Customer:
    found = customer_for(call.actor, id)
    if found is None:
        raise missing("customer_id")
    return found


def _owner(call: Call, device: Device, field: str) -> Customer:
    """Whose the device is; a request for a customer out of sight is entered by their own desk."""
    owner = standing(device.customer)
    if not customers_for(call.actor).filter(pk=owner.pk).exists():
        raise Invalid(ELSEWHERE, errors={field: ELSEWHERE})
    return owner


def _who_calls(customer: Customer, body: RequestGiven) -> Contact | None:
    """The person of the caller's that is named, else their usual one."""
    people = Contact.objects.filter(of_customer(customer.id))
    return named(people, body.contact_id, "contact_id") or default_contact(customer)


def _kept(call: Call, owner: Customer, caller: Contact | CustomerGiven | None) -> Contact | None:
    if caller is None:
        return None
    return keep_contact(call.actor, owner, name=caller.name, phone=caller.phone, at=call.at)


def known_or_new(call: Call, given: CustomerGiven) -> Customer:
    """The customer reached under this phone, if the caller may see one; else a new one."""
    if given.phone:
        holders = [standing(contact.customer).id for contact in contacts_with_phone(given.phone)[:5]]
        known = customers_for(call.actor).filter(pk__in=holders).order_by("-id").first() if holders else None
        if known is not None:
            return known
    return register_customer(
        call.actor, name=given.name, phone=given.phone, email=given.email, kind=given.kind, at=call.at
    )


def _device(call: Call, body: RequestGiven) -> Device | None:
    if body.device_id is None and not body.serial.strip():
        return None
    rows = devices_for(call.actor).select_related("customer", "product")
    if body.device_id is not None:
        return named(rows, body.device_id, "device_id")
    found = list(rows.filter(pk__in=with_serial(body.serial).values("pk"))[:20])
    if body.customer_id is not None and len(found) > 1:
        found = [device for device in found if device.customer_id == body.customer_id]
    if not found:
        raise missing("serial")
    if len(found) > 1:
        raise Invalid(SEVERAL_DEVICES, errors={"serial": SEVERAL_DEVICES})
    return found[0]


def places(call: Call, customer: Customer, given: Any, caller: Contact | None = None) -> dict[str, Any]:
    """The site, the contact (or who calls about another's device) and the problem type that are named."""
    theirs = of_customer(customer.id)
    site = named(Site.objects.filter(theirs), given.site_id, "site_id") if given.site_id else None
    contact = caller
    if contact is None and given.contact_id:
        contact = named(Contact.objects.filter(theirs), given.contact_id, "contact_id")
    return {"site": site, "contact": contact, "problem_type": problem_type(given.problem_type)}


def problem_type(code: str | None) -> IncidentType | None:
    """The problem type of a code."""
    if not code:
        return None
    found = IncidentType.objects.defer("search").filter(code=code, active=True).first()
    if found is None:
        raise missing("problem_type")
    return found


def category(code: str | None) -> Category | None:
    """The kind of product of a code."""
    if not code:
        return None
    found = Category.objects.filter(code=code).first()
    if found is None:
        raise missing("category")
    return found


def parent_of(call: Call, id: UUID | None) -> Any:
    """The larger request that this one is a part of."""
    return named(visible_to(call.actor), id, "parent_id") if id else None


def priority(word: str | None) -> int | None:
    """The priority a word stands for."""
    return None if word is None else VALUES[word]


def assignee(body: Assigned | Unlocked) -> dict[str, Any]:
    """The engineer, user and team that are named."""
    return {
        "engineer": named(Engineer.objects.select_related("user"), body.engineer_id, "engineer_id"),
        "assignee": named(User.objects.filter(is_active=True), body.user_id, "user_id"),
        "team": named(Team.objects.all(), body.team_id, "team_id"),
    }
