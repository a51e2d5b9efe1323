"""Enter what a customer asked for: under whom, for which device, where."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from aftercare.domains.customers.actions import add_site, register_customer
from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.customers.queries import contacts_with_phone, standing
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.queries import with_serial
from aftercare.domains.requests.actions import attach_file, submit_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor, ActorKind, system
from aftercare.kit.clock import now
from aftercare.kit.ledger import facts_of
from aftercare.surfaces.portal.asking import SubmitForm
from aftercare.surfaces.portal.house import in_house_language

PORTAL = system("portal")
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
def enter(form: SubmitForm, known: Contact | None = None, scanned: Device | None = None) -> ServiceRequest:
    """Enter the request of a whole form; `known` is whoever is signed in, `scanned` the device of a QR label."""
    at, given = now(), form.cleaned_data
    owners = _owners(given["serial"], scanned)
    who = Writer(standing(known.customer), known) if known else writer_of(given, owners, at)
    device, serial = _device(who.customer, given.get("device"), given["serial"], scanned)
    site, address = _site(who, given["address"], at)
    actor = Actor(ActorKind.CUSTOMER, who.customer.id, who.customer.name, via="portal")
    words = {
        _("Model"): "" if device else given["model"],
        _("Serial number"): serial,
        _("Name given"): who.name,
        _("Mail address given"): who.email,
        _("Address given"): address,
    }
    with in_house_language():
        told = [given["description"], *(f"{what}: {said}" for what, said in words.items() if said)]
    made = submit_request(
        actor,
        customer=who.customer,
        contact=who.contact,
        device=device,
        site=site,
        kind=given["kind"].code,
        problem_type=given["problem"],
        title=given["title"],
        description="\n".join(told).strip(),
        category=given["category"],
        required_at=given["required_at"],
        wished=given["wished"],
        channel="portal",
        at=at,
    )
    for photo in given["photos"]:
        attach_file(actor, made, name=photo.name, content=photo, at=at)
    return made


def _owners(serial: str, scanned: Device | None) -> set[Customer]:
    """Whose the device is: that of the typed serial number, or else of the label."""
    devices = with_serial(serial).select_related("customer__merged_into")[:MOST] if serial.strip() else [scanned]
    return {standing(device.customer) for device in devices if device is not None}


def writer_of(given: Mapping[str, Any], owners: Collection[Customer], at: datetime) -> Writer:
    """The customer reached under the `phone` given with a `name` and an `email`; of several the owner of the device.

    Whoever knows a number writes nothing into the records of its customer: another name or mail address, and where
    that one lives, are words on the request, which the desk takes over.
    """
    name, phone, email = given["name"], given["phone"], given["email"]
    reached = contacts_with_phone(phone)
    theirs = Q(customer__in=owners) | Q(customer__merged_into__in=owners)
    rows = [*reached.filter(theirs)[:MOST], *reached[:MOST]] if owners else reached[:MOST]
    known = [one for one in rows if not _claimed(one, name, email)]
    if not known:
        spoken = get_language() or ""
        made = register_customer(PORTAL, name=name, phone=phone, email=email, language=spoken, at=at)
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
    return facts.filter(actor_kind=PORTAL.kind, actor_name=PORTAL.name).exists()


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def _device(
    customer: Customer, chosen: Device | None, serial: str, scanned: Device | None
) -> tuple[Device | None, str]:
    """The customer's own device, chosen, scanned or of this serial; any other's serial is only kept in words."""
    if chosen is None and not serial.strip() and scanned is not None:
        theirs = standing(scanned.customer) == customer
        return (scanned, "") if theirs else (None, scanned.serial or scanned.number)
    if chosen is not None or not serial.strip():
        return chosen, ""
    mine = with_serial(serial).filter(customer=customer).first()
    return mine, "" if mine else serial.strip()


def _site(who: Writer, address: str, at: datetime) -> tuple[Site | None, str]:
    """The customer's site of this address, a new one for whoever is known by name too; else the address in words."""
    written = address.strip()
    known = who.customer.sites.filter(address=written).first() if written else None
    if known or not written or who.stranger:
        return known, "" if known else written
    return add_site(PORTAL, who.customer, name=written[:80], address=written, at=at), ""
