"""Take in that somebody says a device is theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.accounts.queries.language import in_house_language
from aftercare.domains.customers.actions import FROM_OUTSIDE, Writer, meet_writer
from aftercare.domains.customers.models import Customer
from aftercare.domains.customers.queries import contacts_with_phone, standing
from aftercare.domains.devices.actions import register_ownership
from aftercare.domains.devices.models import Device
from aftercare.domains.orders.serials import partly
from aftercare.domains.registrations.errors import BoughtInFuture
from aftercare.domains.registrations.events import RegistrationAdded, RegistrationReceived
from aftercare.domains.registrations.models import Registration
from aftercare.domains.registrations.policies import may_register_owner
from aftercare.domains.registrations.queries import waiting_of
from aftercare.domains.requests.actions import attach_file, note_request, submit_request
from aftercare.domains.requests.models import RequestKind
from aftercare.domains.requests.models.request import Channel
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.events import publish
from aftercare.kit.files import CheckedFile
from aftercare.kit.locking import lock, one_at_a_time
from aftercare.kit.permissions import require

OF_WORDS = "consultation"  # the kind whose desk answers and closes in one call
MOST = 20  # people under one number
TITLE = 200


@dataclass(frozen=True, slots=True)
class Registered:
    """What came of it: kept `at_once`, with the desk, or both; `again` where the same waits with the desk already."""

    at_once: bool
    registration: Registration | None = None
    again: bool = False


class Purchase(NamedTuple):
    """What is said of the purchase."""

    bought_on: date | None
    seller: str
    files: Sequence[CheckedFile]


@transaction.atomic
def register_owner(
    actor: Actor,
    device: Device,
    *,
    name: str,
    phone: str,
    at: datetime,
    email: str = "",
    language: str = "",
    bought_on: date | None = None,
    seller: str = "",
    files: Sequence[CheckedFile] = (),
    channel: str = Channel.PORTAL,
) -> Registered:
    """Keep it at once for whoever is known as the owner; what has to be looked at goes to the desk as a request.

    A second registration by the same person while the first waits makes no second request: what it says otherwise is
    noted on the first.
    """
    require(may_register_owner(actor))
    if bought_on and bought_on > day_of(at):
        raise BoughtInFuture(errors={"bought_on": BoughtInFuture.sentence})
    one_at_a_time(f"registration {device.id}")
    owner, said = standing(device.customer), Purchase(bought_on, seller.strip(), files)
    people = contacts_with_phone(phone).select_related("customer__merged_into")[:MOST]
    known = any(standing(one.customer) == owner for one in people)
    done = Registered(at_once=known)
    if not known or said.seller or files or bought_on not in {None, device.sold_date}:
        who = meet_writer(FROM_OUTSIDE, name=name, phone=phone, email=email, language=language, owners={owner}, at=at)
        first = waiting_of(device, who.customer, who.name).first()
        if first is not None:
            done = Registered(known, _added(actor, first, said, channel, at), again=True)
        else:
            done = Registered(known, _received(actor, device, who, said, channel, at))
    if known:
        register_ownership(_as_customer(owner, channel), device, at=at)
    return done


def _received(actor: Actor, device: Device, who: Writer, said: Purchase, channel: str, at: datetime) -> Registration:
    """A request to the desk; the device stands in it by name where it is on record as somebody else's."""
    theirs = who.customer == standing(device.customer)
    with in_house_language():
        title = _("Registration of %(device)s") % {"device": f"{device.product.name} {partly(device.serial)}".strip()}
        words = {
            _("Serial number"): "" if theirs else device.serial or device.number,
            _("Name given"): who.name,
            _("Mail address given"): who.email,
            **_words(said),
        }
    writer = _as_customer(who.customer, channel) if actor.is_system else actor
    made = submit_request(
        writer,
        customer=who.customer,
        contact=who.contact,
        device=device if theirs else None,
        kind=_kind(),
        title=title[:TITLE],
        description=_lines(words),
        channel=channel,
        at=at,
    )
    kept = Registration.objects.create(
        request=made, device=device, name=who.name, bought_on=said.bought_on, seller=said.seller
    )
    for file in said.files:
        attach_file(_as_customer(who.customer, channel), made, name=file.name, content=file, at=at)
    fact = RegistrationReceived(registration_id=kept.id, request_id=made.id, device_id=device.id)
    publish(writer, fact, at=at, context_id=made.id)
    return kept


def _added(actor: Actor, first: Registration, said: Purchase, channel: str, at: datetime) -> Registration:
    """What is said otherwise now, as a note on the first; the same words change nothing."""
    customer = first.request.customer
    for file in said.files:
        attach_file(_as_customer(customer, channel), first.request, name=file.name, content=file, at=at)
    other = said._replace(
        bought_on=said.bought_on if said.bought_on != first.bought_on else None,
        seller=said.seller if said.seller != first.seller else "",
    )
    if not (other.bought_on or other.seller):
        return first
    with in_house_language():
        text = "\n".join([_("Registered once more, in other words:"), _lines(_words(other))])
    note_request(FROM_OUTSIDE, first.request, text=text, at=at)
    held = lock(Registration.objects.select_related("request"), first.id)
    held.bought_on, held.seller = other.bought_on or held.bought_on, other.seller or held.seller
    held.save(update_fields=["bought_on", "seller"])
    fact = RegistrationAdded(registration_id=held.id, request_id=held.request_id, device_id=held.device_id)
    publish(_as_customer(customer, channel) if actor.is_system else actor, fact, at=at, context_id=held.request_id)
    return held


def _words(said: Purchase) -> dict[str, object]:
    return {_("Bought on"): said.bought_on, _("Bought from"): said.seller}


def _lines(words: dict[str, object]) -> str:
    return "\n".join(f"{what}: {told}" for what, told in words.items() if told)


def _as_customer(customer: Customer, channel: str) -> Actor:
    return Actor(ActorKind.CUSTOMER, customer.id, customer.name, via=channel)


def _kind() -> str:
    """The kind of such a request: a question to the desk, or the first in use where that one is off."""
    codes = RequestKind.objects.filter(active=True).order_by("position").values_list("code", flat=True)
    return OF_WORDS if OF_WORDS in codes else codes[0]
