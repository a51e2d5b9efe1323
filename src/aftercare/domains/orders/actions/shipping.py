"""Send an order off in parts, and hand the parcels over."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.catalog.models.parts import Tracking
from aftercare.domains.orders.actions.recording import hold_for, record
from aftercare.domains.orders.drafts import Parcel
from aftercare.domains.orders.errors import SerialsWrong, ShipmentArrived, ShipsNothing, TooEarly, TooMany
from aftercare.domains.orders.events import OrderDelivered, OrderShipped
from aftercare.domains.orders.guards import before_shipping
from aftercare.domains.orders.models import (
    Order,
    OrderLine,
    Shipment,
    ShipmentLine,
    ShippedSerial,
)
from aftercare.domains.orders.serials import Scanned, known_already, misfits, repeated, scanned, told
from aftercare.domains.orders.states import FLOW, OrderState
from aftercare.kit.actor import Actor
from aftercare.kit.locking import lock, lock_all
from aftercare.kit.numbering import Series

NUMBERS = Series("SH", "shipment")


@transaction.atomic
def ship_order(
    actor: Actor,
    order: Order,
    *,
    parcels: Sequence[Parcel],
    at: datetime,
    carrier: str = "",
    tracking_number: str = "",
) -> Shipment:
    """Send some or all of what is left; never more than was ordered, and no serial number twice."""
    held = hold_for(actor, "ship", order)
    wanted = [parcel for parcel in parcels if parcel.quantity]
    if not wanted:
        raise ShipsNothing()
    lines = {line.pk: line for line in lock_all(held.lines.select_related("product", "part"))}
    shipment = Shipment.objects.create(
        number=NUMBERS.next(day_of(at).year),
        order=held,
        carrier=carrier.strip(),
        tracking_number=tracking_number.strip(),
        shipped_at=at,
    )
    for parcel in wanted:
        _put_in(shipment, lines[parcel.line.pk], parcel)
    whole = all(line.left == 0 for line in lines.values())
    move = FLOW.move(held, "ship", to=OrderState.SHIPPED if whole else OrderState.PARTLY_SHIPPED)
    pieces = sum(parcel.quantity for parcel in wanted)
    record(actor, held, OrderShipped(order_id=held.id, shipment_id=shipment.id, pieces=pieces), at=at, move=move)
    return shipment


def _put_in(shipment: Shipment, line: OrderLine, parcel: Parcel) -> None:
    """Write a line of the shipment with its serial numbers, and count its pieces as shipped."""
    thing = line.product or line.part
    if not 1 <= parcel.quantity <= line.left:
        raise TooMany(left=line.left, thing=str(thing), asked=parcel.quantity)
    given = scanned(parcel.serials)
    _check_serials(line, given, parcel.quantity)
    row = ShipmentLine.objects.create(shipment=shipment, line=line, quantity=parcel.quantity)
    ShippedSerial.objects.bulk_create(
        ShippedSerial(shipment_line=row, product=line.product, part=line.part, serial=one.serial) for one in given
    )
    line.shipped += parcel.quantity
    line.save(update_fields=["shipped"])


def _check_serials(line: OrderLine, given: Sequence[Scanned], quantity: int) -> None:
    """Refuse numbers that can't be taken, and too few or too many of them."""
    problems = serial_problems(line, given)
    if (given or _needs_serials(line)) and len(given) != quantity:
        problems.append(
            _("numbers given: %(given)s, needed: %(quantity)s") % {"given": len(given), "quantity": quantity}
        )
    if problems:
        raise SerialsWrong(thing=str(line.thing), problems=told(problems))
    before_shipping.check(line.product, [one.serial for one in given])


def serial_problems(line: OrderLine, given: Sequence[Scanned]) -> list[str]:
    """A sentence for each number that repeats, fits no plate or left before, with its line."""
    pattern = line.product.serial_pattern if line.product else ""
    same = ShippedSerial.objects.alias(plain=Upper("serial")).filter(product=line.product, part=line.part)
    before = same.filter(plain__in=[one.serial.upper() for one in given]).values_list("serial", flat=True)
    return [*misfits(given, pattern), *repeated(given), *known_already(given, before)]


def _needs_serials(line: OrderLine) -> bool:
    """Products with a rule for their numbers, and parts that are told apart by them."""
    if line.product is not None:
        return bool(line.product.serial_pattern)
    return line.part is not None and line.part.tracking == Tracking.SERIAL


@transaction.atomic
def deliver_shipment(actor: Actor, shipment: Shipment, *, at: datetime, on: date | None = None) -> Shipment:
    """Hand it over on a day, today if none is said; the order is delivered with the last shipment of its last piece."""
    order = hold_for(actor, "deliver", shipment.order)
    held = lock(Shipment.objects.all(), shipment.pk)
    if held.delivered_on is not None:
        raise ShipmentArrived(number=held.number, on=str(held.delivered_on))
    held.delivered_on = _day_between(held, on, at)
    held.save(update_fields=["delivered_on"])
    waiting = order.shipments.filter(delivered_on=None).exists()
    over = order.state == OrderState.SHIPPED and not waiting
    move = FLOW.move(order, "deliver", to=OrderState.DELIVERED if over else OrderState(order.state))
    order.delivered_at = at if over else None
    delivered = OrderDelivered(order_id=order.id, shipment_id=held.id, on=held.delivered_on)
    record(actor, order, delivered, at=at, move=move)
    return held


def _day_between(shipment: Shipment, on: date | None, at: datetime) -> date:
    """The day of delivery: not before it left, not after today."""
    shipped, today = day_of(shipment.shipped_at), day_of(at)
    day = on or today
    if not shipped <= day <= today:
        raise TooEarly(number=shipment.number, shipped=str(shipped), today=str(today))
    return day
