"""Reads of the room: what waits about a device, and what belongs to a request."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from aftercare.domains.contracts.queries.warranties import with_warranty_end
from aftercare.domains.customers.models import Customer
from aftercare.domains.devices.models import Device
from aftercare.domains.registrations.models import Outcome, Registration
from aftercare.domains.requests.states import OPEN


def waiting_of(device: Device, customer: Customer, name: str) -> QuerySet[Registration]:
    """What this person told of this device and nobody has decided, the first one first."""
    theirs = Q(request__customer=customer) | Q(request__customer__merged_into=customer)
    rows = Registration.objects.filter(theirs, device=device, outcome=Outcome.WAITING, request__state__in=OPEN)
    return rows.filter(name__iexact=name).select_related("request").order_by("id")


def registration_of(request_id: UUID) -> Registration | None:
    """What the request is to register, if it came of that."""
    rows = Registration.objects.filter(request=request_id)
    return rows.select_related(
        "request__customer__merged_into", "device__customer__merged_into", "device__product"
    ).first()


def waiting_for(device_id: UUID, customer: Customer) -> QuerySet[Registration]:
    """What this customer's people told of a device and nobody has decided."""
    theirs = Q(request__customer=customer) | Q(request__customer__merged_into=customer)
    return Registration.objects.filter(theirs, device=device_id, outcome=Outcome.WAITING).order_by("id")


def warranty_end(device: Device, *, on: date) -> date | None:
    """The last day on which a warranty pays anything of it; None where none does today."""
    found = with_warranty_end(Device.objects.filter(pk=device.pk), on=on).first()
    until: date | None = getattr(found, "warranty_until", None)
    return until
