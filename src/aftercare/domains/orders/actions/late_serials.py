"""Give pieces that left the house without serial numbers their numbers."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from aftercare.domains.orders.actions.recording import hold
from aftercare.domains.orders.actions.shipping import serial_problems
from aftercare.domains.orders.drafts import GivenSerials
from aftercare.domains.orders.errors import NoSerialGiven, SerialsWrong
from aftercare.domains.orders.events import OrderSerialsAdded
from aftercare.domains.orders.guards import before_adding_serials
from aftercare.domains.orders.models import Order, Shipment, ShipmentLine, ShippedSerial
from aftercare.domains.orders.policies import may_move
from aftercare.domains.orders.serials import scanned, told
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock_all
from aftercare.kit.permissions import require


@transaction.atomic
def add_serials(actor: Actor, shipment: Shipment, *, given: Sequence[GivenSerials], at: datetime) -> Shipment:
    """Write down the serial numbers of pieces in a shipment, never more than it holds.

    What was delivered already becomes devices by them, the rest with its delivery.
    """
    order = hold(shipment.order)
    require(may_move(actor, "ship", order))
    rows = {row.pk: row for row in lock_all(shipment.lines.select_related("line__product", "line__part"))}
    added = sum(_add(order, rows[one.line.pk], one.serials) for one in given)
    if not added:
        raise NoSerialGiven(number=shipment.number)
    happened = OrderSerialsAdded(order_id=order.id, shipment_id=shipment.id, pieces=added)
    publish(actor, happened, at=at, context_id=order.customer_id)
    return shipment


def _add(order: Order, row: ShipmentLine, serials: str) -> int:
    """Write the numbers of some pieces of a line, and say how many they are."""
    line, given = row.line, scanned(serials)
    problems = serial_problems(line, given)
    open_ones = row.quantity - row.serials.count()
    if len(given) > open_ones:
        problems.append(
            _("numbers given: %(given)s, pieces without a number: %(open)s") % {"given": len(given), "open": open_ones}
        )
    if problems:
        raise SerialsWrong(thing=str(line.thing), problems=told(problems))
    before_adding_serials.check(line.product, [one.serial for one in given], order.customer)
    ShippedSerial.objects.bulk_create(
        ShippedSerial(shipment_line=row, product=line.product, part=line.part, serial=one.serial) for one in given
    )
    return len(given)
