"""The room's word in earlier intents: no unit leaves the house that stands in somebody's hands already."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.db.models.functions import Upper

from aftercare.domains.catalog.models import Product
from aftercare.domains.customers.models import Customer
from aftercare.domains.customers.queries import of_customer, standing
from aftercare.domains.devices.errors import SerialTaken
from aftercare.domains.devices.models import Device
from aftercare.domains.orders.guards import before_adding_serials, before_shipping


@before_shipping
def no_unit_is_out_already(product: Product | None, serials: Sequence[str]) -> None:
    """Veto a serial number under which a device of this product is on record."""
    _none_of(_units(product, serials))


@before_adding_serials
def no_unit_is_somebody_elses(product: Product | None, serials: Sequence[str], customer: Customer) -> None:
    """Veto a serial number under which a device of this product is on record in other hands."""
    _none_of(_units(product, serials).exclude(of_customer(standing(customer).id)))


def _units(product: Product | None, serials: Sequence[str]) -> QuerySet[Device]:
    """The devices of a product that bear these numbers."""
    wanted = [serial.upper() for serial in serials]
    rows = Device.objects.alias(plain=Upper("serial")).filter(plain__in=wanted)
    return rows.filter(product=product) if product and wanted else rows.none()


def _none_of(devices: QuerySet[Device]) -> None:
    held = devices.select_related("product").order_by("serial", "id").first()
    if held is not None:
        raise SerialTaken(serial=held.serial, product=held.product.name, number=held.number)
