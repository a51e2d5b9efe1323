"""Reads of the room: a customer's devices, a device by its serial number or QR code, whose it was."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from aftercare.domains.customers.models import Customer
from aftercare.domains.customers.queries import of_customer
from aftercare.domains.devices.models import Device, OwnerHistory
from aftercare.domains.devices.policies import visible_to
from aftercare.domains.orders.models import Order, ShippedSerial
from aftercare.domains.orders.queries import invariant
from aftercare.kit.actor import Actor


def devices_of(customer: Customer) -> QuerySet[Device]:
    """What a customer owns or uses, merged records included, the latest first."""
    theirs = of_customer(customer.id) | of_customer(customer.id, "user_customer")
    return Device.objects.filter(theirs).select_related("product", "site").order_by("-id")


def with_serial(serial: str, product_id: UUID | None = None) -> QuerySet[Device]:
    """The devices that bear this whole serial number, in any case of letters; one at most of each product."""
    found = Device.objects.filter(serial__iexact=serial.strip()).exclude(serial="")
    return found.filter(product_id=product_id) if product_id else found


def by_qr_key(key: str) -> Device | None:
    """The device whose QR code was scanned."""
    return Device.objects.filter(qr_key=key).first()


def find_by_serial(actor: Actor, part: str, also: Iterable[UUID] = ()) -> QuerySet[Device]:
    """Devices whose serial number holds `part`, or whose number is it; none for nothing."""
    asked = part.strip()
    if not asked:
        return Device.objects.none()
    named = Device.objects.filter(number=asked.upper()).values("pk")
    found = Device.objects.filter(serial_holds(asked)).values("pk").union(named)
    return visible_to(actor, also).filter(pk__in=found)


def owners_of(device: Device) -> QuerySet[OwnerHistory]:
    """Whose the device was, the present owner first."""
    return device.owners.select_related("customer").order_by("-from_date", "-id")


def serial_holds(part: str) -> Q:
    """The condition that a serial number holds these characters; one or two are looked for at its beginning."""
    return Q(serial__icontains=part) if len(part) > 2 else Q(serial__istartswith=part)


@invariant
def every_delivered_unit_is_on_record() -> tuple[str, QuerySet[Order]]:
    """Once the reactions to a delivery ran, each product that was handed over is a device under its serial number."""
    device = Device.objects.filter(product=OuterRef("product"), serial__iexact=OuterRef("serial"))
    units = ShippedSerial.objects.exclude(product=None).exclude(shipment_line__shipment__delivered_on=None)
    missing = units.filter(~Exists(device)).values("shipment_line__shipment__order")
    return "A unit was delivered that is no device", Order.objects.filter(pk__in=missing)
