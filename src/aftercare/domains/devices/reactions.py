"""What the room does when something happens elsewhere."""

from aftercare.domains.devices.actions import register_delivered
from aftercare.domains.orders.events import OrderDelivered, OrderSerialsAdded
from aftercare.domains.orders.models import Shipment
from aftercare.kit.actor import system
from aftercare.kit.events import reacts_to
from aftercare.kit.models import LedgerEntry


@reacts_to(OrderDelivered, OrderSerialsAdded)
def register_what_was_delivered(told: OrderDelivered | OrderSerialsAdded, entry: LedgerEntry) -> None:
    """Each unit that reached its customer is on record in their hands, also one whose number was given later."""
    shipment = Shipment.objects.select_related("order__customer", "order__site").get(pk=told.shipment_id)
    if shipment.delivered_on is not None:
        register_delivered(system("delivery"), shipment=shipment, at=entry.at)
