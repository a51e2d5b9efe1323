"""Reads of the room: devices by serial number, product, customer or QR code, a customer's, and whose they were."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Upper

from aftercare.domains.accounts.models import OrganisationUnit
from aftercare.domains.catalog.models import Category, Product
from aftercare.domains.customers.models import Customer
from aftercare.domains.customers.queries import of_customer, search_customers
from aftercare.domains.devices.models import Device, OwnerHistory
from aftercare.domains.devices.policies import visible_to
from aftercare.domains.devices.qr import key_in
from aftercare.domains.orders.models import Order, Shipment, ShippedSerial
from aftercare.domains.orders.queries import invariant
from aftercare.kit.actor import Actor
from aftercare.kit.searching import ids_of

MOST_FROM = 40


def devices_of(customer: Customer) -> QuerySet[Device]:
    """What a customer owns or uses, merged records included, the latest first."""
    theirs = of_customer(customer.id) | of_customer(customer.id, "user_customer")
    return Device.objects.filter(theirs).select_related("product", "site").order_by("-id")


def with_serial(serial: str, product_id: UUID | None = None) -> QuerySet[Device]:
    """The devices that bear this whole serial number, in any case of letters; one at most of each product."""
    found = Device.objects.filter(serial__iexact=serial.strip()).exclude(serial="")
    return found.filter(product_id=product_id) if product_id else found


def of_other_products(serials: Iterable[tuple[UUID, str]]) -> list[Device]:
    """The devices that bear one of these numbers, each given with its product, as another product; ten at most.

    Makers number their units each by themselves, so that this may be right; more often the plate was misread.
    """
    bearers: dict[str, set[UUID]] = defaultdict(set)
    for product_id, serial in serials:
        if serial:
            bearers[serial.upper()].add(product_id)
    if not bearers:
        return []
    rows = Device.objects.alias(plain=Upper("serial")).filter(plain__in=list(bearers)).select_related("product")
    found: list[Device] = [row for row in rows.order_by("id") if row.product_id not in bearers[row.serial.upper()]]
    return found[:10]


def devices_from(shipments: Iterable[Shipment], customer_id: UUID) -> list[tuple[UUID, Device]]:
    """What these shipments brought to a customer who still has it, each with its shipment; 40 of them at most."""
    sent = ShippedSerial.objects.filter(shipment_line__shipment__in=shipments).exclude(product=None).order_by("id")
    rows = list(sent.values_list("shipment_line__shipment", "product", "serial")[:MOST_FROM])
    came = {(product, serial.upper()): shipment for shipment, product, serial in rows}
    named = Q(serial__in={serial for _shipment, _product, serial in rows})
    theirs = Device.objects.filter(named & of_customer(customer_id)).select_related("product").order_by("id")
    found = [(came.get((device.product_id, device.serial.upper())), device) for device in theirs]
    return [(shipment, device) for shipment, device in found if shipment is not None]


def by_qr_key(key: str) -> Device | None:
    """The device whose QR code was scanned."""
    return Device.objects.filter(qr_key=key).first()


def by_label(token: str) -> Device | None:
    """The device whose QR label was scanned; None for what was not signed here, or names no device."""
    key = key_in(token)
    return by_qr_key(key) if key else None


def find_by_serial(actor: Actor, part: str, also: Iterable[UUID] = ()) -> QuerySet[Device]:
    """Devices whose serial number holds `part`, or whose number is it; none for nothing."""
    asked = part.strip()
    if not asked:
        return Device.objects.none()
    named = Device.objects.filter(number=asked.upper()).values("pk")
    found = Device.objects.filter(serial_holds(asked)).values("pk").union(named)
    return visible_to(actor, also).filter(pk__in=found)


def holding_words(actor: Actor, rows: QuerySet[Device], q: str) -> QuerySet[Device]:
    """The devices among `rows` whose serial holds these characters, or whose product or customer is called so."""
    asked = q.strip()
    if not asked:
        return rows
    named = Q(name__icontains=asked) | Q(number__icontains=asked)
    products = ids_of(Product.objects.filter(named))
    whose = ids_of(search_customers(actor, asked))
    if isinstance(whose, list) and whose:
        whose += Customer.objects.filter(merged_into__in=whose).values_list("pk", flat=True)
    fits = serial_holds(asked) | Q(number=asked.upper()) | Q(product_id__in=products) | Q(customer_id__in=whose)
    return rows.filter(fits)


def of_category(rows: QuerySet[Device], category: Category) -> QuerySet[Device]:
    """Those among `rows` whose product stands in a category or below it."""
    return rows.filter(product__in=Product.objects.filter(category__path__startswith=category.path).values("pk"))


def of_unit(rows: QuerySet[Device], unit: OrganisationUnit) -> QuerySet[Device]:
    """Those among `rows` that a part of the company looks after, by their owner or their place."""
    below = OrganisationUnit.objects.filter(path__startswith=unit.path).values("pk")
    return rows.filter(Q(customer__unit__in=below) | Q(site__unit__in=below))


def components_of(device: Device) -> QuerySet[Device]:
    """The units that are built into a device."""
    return device.components.select_related("product").order_by("number", "id")


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
