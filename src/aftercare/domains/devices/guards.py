"""The room's word in earlier intents: no unit leaves the house that stands in somebody's hands already."""

from collections.abc import Sequence

from django.db.models.functions import Upper

from aftercare.domains.catalog.models import Product
from aftercare.domains.devices.errors import SerialTaken
from aftercare.domains.devices.models import Device
from aftercare.domains.orders.guards import before_shipping


@before_shipping
def no_unit_is_out_already(product: Product | None, serials: Sequence[str]) -> None:
    """Veto a serial number under which a device of this product is on record."""
    if product is None or not serials:
        return
    wanted = [serial.upper() for serial in serials]
    rows = Device.objects.alias(plain=Upper("serial")).filter(product=product, plain__in=wanted)
    held = rows.order_by("serial", "id").first()
    if held is not None:
        raise SerialTaken(serial=held.serial, product=product.name, number=held.number)
