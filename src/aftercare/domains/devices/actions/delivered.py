"""Put on record what an order brought to its customer."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.customers.queries import standing
from aftercare.domains.devices.actions.records import register_device
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.policies import may_register_device
from aftercare.domains.devices.queries import with_serial
from aftercare.domains.orders.models import Shipment
from aftercare.domains.orders.queries import serials_of
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import require


@transaction.atomic
def register_delivered(actor: Actor, *, shipment: Shipment, at: datetime) -> list[Device]:
    """Register each unit of a delivered shipment by its serial number, sold, shipped and handed over on its days.

    A number that is on record already stays as it is, so that the same delivery may be told twice.
    """
    require(may_register_device(actor))
    order = shipment.order
    made = []
    for one in serials_of(shipment).exclude(product=None):
        if one.product is None or with_serial(one.serial, one.product_id).exists():
            continue
        device = register_device(
            actor,
            product=one.product,
            customer=order.customer,
            serial=one.serial,
            site=order.site if order.site and standing(order.site.customer) == standing(order.customer) else None,
            sold_date=day_of(order.reviewed_at or shipment.shipped_at),
            shipped_date=shipment.delivered_on,
            at=at,
        )
        made.append(device)
    return made
