"""Reads of the room: what waits about a device, and what belongs to a request."""

from django.db.models import Q, QuerySet

from aftercare.domains.customers.models import Customer
from aftercare.domains.devices.models import Device
from aftercare.domains.registrations.models import Outcome, Registration
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import OPEN


def waiting_of(device: Device, customer: Customer, name: str) -> QuerySet[Registration]:
    """What this person told of this device and nobody has decided, the first one first."""
    theirs = Q(request__customer=customer) | Q(request__customer__merged_into=customer)
    rows = Registration.objects.filter(theirs, device=device, outcome=Outcome.WAITING, request__state__in=OPEN)
    return rows.filter(name__iexact=name).select_related("request").order_by("id")


def registration_of(request: ServiceRequest) -> Registration | None:
    """What the request is to register, if it came of that."""
    rows = Registration.objects.filter(request=request)
    return rows.select_related(
        "request__customer__merged_into", "device__customer__merged_into", "device__product"
    ).first()
