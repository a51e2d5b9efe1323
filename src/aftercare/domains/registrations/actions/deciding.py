"""Take a registration over into the record of its device, or let it go with its request."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.accounts.queries.language import in_house_language
from aftercare.domains.contracts.actions import date_warranty
from aftercare.domains.customers.queries import standing
from aftercare.domains.devices.actions import change_device, transfer_device
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.queries import owners_of
from aftercare.domains.registrations.errors import BoughtInFuture, RegistrationDecided
from aftercare.domains.registrations.events import RegistrationRefused, RegistrationTakenOver
from aftercare.domains.registrations.models import Outcome, Registration
from aftercare.domains.registrations.policies import may_settle, may_take_over
from aftercare.domains.requests.actions import change_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor, system
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require

ALL = Registration.objects.select_related("device__product__category", "device__customer")


@transaction.atomic
def take_over_registration(
    actor: Actor, registration: Registration, *, bought_on: date | None, at: datetime
) -> Registration:
    """Make the device theirs, bought on a day (none: the device's own stays), and date its warranties anew."""
    request, held = _held(registration)
    require(may_take_over(actor, held))
    if not held.waiting or request.state == State.CANCELLED:
        raise RegistrationDecided()
    if bought_on and bought_on > day_of(at):
        raise BoughtInFuture(errors={"bought_on": BoughtInFuture.sentence})
    before = standing(held.device.customer).id
    owner = standing(request.customer)
    device = _handed_over(actor, held, request, bought_on, at) if before != owner.id else held.device
    device = change_device(actor, device, **_told(held, device, request, bought_on), at=at)
    date_warranty(system("warranty"), device, at=at)
    if request.is_open and request.device_id != device.id:
        change_request(actor, request, device=device, at=at)
    return _decided(actor, held, Outcome.TAKEN_OVER, at, before if before != owner.id else None, bought_on)


@transaction.atomic
def settle_registration(actor: Actor, registration: Registration, *, at: datetime) -> Registration:
    """Follow what happened elsewhere: the request was cancelled, or the device was handed over by hand."""
    require(may_settle(actor))
    request, held = _held(registration)
    if not held.waiting:
        return held
    if standing(held.device.customer) == standing(request.customer) and request.state != State.CANCELLED:
        return _decided(actor, held, Outcome.TAKEN_OVER, at)
    return _decided(actor, held, Outcome.REFUSED, at) if request.state == State.CANCELLED else held


def _held(registration: Registration) -> tuple[ServiceRequest, Registration]:
    """Both, locked in the order of the story."""
    request = lock(ServiceRequest.objects.select_related("customer__merged_into"), registration.request_id)
    held = lock(ALL, registration.id)
    held.request = request
    return request, held


def _handed_over(
    actor: Actor, held: Registration, request: ServiceRequest, bought_on: date | None, at: datetime
) -> Device:
    """Theirs from the day they bought it, or from today where it was somebody else's then."""
    since = owners_of(held.device).values_list("from_date", flat=True).first()
    day = bought_on if bought_on and since and bought_on >= since else None
    with in_house_language():
        reason = _("Registered by the owner: %(number)s") % {"number": request.number}
    return transfer_device(actor, held.device, to=request.customer, on=day, reason=reason, at=at)


def _told(held: Registration, device: Device, request: ServiceRequest, bought_on: date | None) -> dict[str, Any]:
    """What the record of the device learns; the first day of registration and a known seller stay."""
    found: dict[str, Any] = {"sold_date": bought_on} if bought_on else {}
    if device.registered_date is None:
        found["registered_date"] = day_of(request.submitted_at)
    if held.seller and not device.seller:
        found["seller"] = held.seller
    return found


def _decided(
    actor: Actor,
    held: Registration,
    outcome: Outcome,
    at: datetime,
    before: Any = None,
    bought_on: date | None = None,
) -> Registration:
    held.outcome, held.decided_at, held.decided_by = outcome, at, actor.id
    held.save(update_fields=["outcome", "decided_at", "decided_by"])
    about = {"registration_id": held.id, "request_id": held.request_id, "device_id": held.device_id}
    fact = (
        RegistrationRefused(**about)
        if outcome == Outcome.REFUSED
        else RegistrationTakenOver(
            **about, customer_id=standing(held.request.customer).id, from_customer_id=before, bought_on=bought_on
        )
    )
    publish(actor, fact, at=at, context_id=held.request_id)
    return held
