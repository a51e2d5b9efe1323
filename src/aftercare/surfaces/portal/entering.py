"""Enter what a customer asked for: under whom, for which device, where."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.queries.language import in_house_language
from aftercare.domains.customers.actions import FROM_OUTSIDE, Writer, add_site, meet_writer
from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.customers.queries import standing
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.queries import with_serial
from aftercare.domains.requests.actions import attach_file, submit_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.clock import now
from aftercare.surfaces.portal.asking import SubmitForm

PORTAL = FROM_OUTSIDE
MOST = 20  # devices under one serial number


@transaction.atomic
def enter(form: SubmitForm, known: Contact | None = None, scanned: Device | None = None) -> ServiceRequest:
    """Enter the request of a whole form; `known` is whoever is signed in, `scanned` the device of a QR label."""
    at, given = now(), form.cleaned_data
    owners = _owners(given["serial"], scanned)
    who = Writer(standing(known.customer), known) if known else _writer(given, owners, at)
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


def _writer(given: Mapping[str, Any], owners: Collection[Customer], at: datetime) -> Writer:
    said = {name: given[name] for name in ("name", "phone", "email")}
    return meet_writer(PORTAL, **said, owners=owners, language=get_language() or "", at=at)


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
