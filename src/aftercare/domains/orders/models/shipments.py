"""What left the house, with which serial numbers, and where it is."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from aftercare.domains.orders.models.orders import Order, OrderLine
from aftercare.domains.orders.models.prices import ONE_THING
from aftercare.kit.models import Entity


class Shipment(Entity):
    """A parcel or a lorry of one order, delivered once `delivered_on` is known; its carrier was asked at `asked_at`."""

    number = models.CharField(max_length=32, unique=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="shipments")
    carrier = models.CharField(max_length=80, blank=True, default="")
    tracking_number = models.CharField(max_length=80, blank=True, default="")
    shipped_at = models.DateTimeField()
    delivered_on = models.DateField(null=True)
    asked_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                F("asked_at").asc(nulls_first=True),
                "id",
                name="shipment_under_way",
                condition=Q(delivered_on=None) & ~Q(tracking_number=""),
            ),
            models.Index(fields=["shipped_at"], name="shipment_not_arrived", condition=Q(delivered_on=None)),
            models.Index(fields=["tracking_number"], name="shipment_tracking", condition=~Q(tracking_number="")),
        ]

    def __str__(self) -> str:
        return self.number


class ShipmentLine(Entity):
    """How many pieces of a line of the order it holds."""

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="shipped_lines")
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="shipment_line_of_some"),
            models.UniqueConstraint(fields=["shipment", "line"], name="shipment_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.shipment_id} {self.quantity}"


class ShippedSerial(Entity):
    """The number on one piece; a product's or a part's number leaves the house once."""

    shipment_line = models.ForeignKey(ShipmentLine, on_delete=models.PROTECT, related_name="serials")
    product = models.ForeignKey("catalog.Product", on_delete=models.PROTECT, null=True, related_name="+")
    part = models.ForeignKey("catalog.Part", on_delete=models.PROTECT, null=True, related_name="+")
    serial = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=ONE_THING & ~Q(serial=""), name="shipped_serial_of_one_thing"),
            models.UniqueConstraint(
                "product", "part", Upper("serial"), nulls_distinct=False, name="shipped_serial_leaves_once"
            ),
        ]
        indexes: ClassVar = [models.Index(Upper("serial"), name="shipped_serial_number")]

    def __str__(self) -> str:
        return self.serial


class TrackingCode(models.TextChoices):
    """What a carrier says of a shipment."""

    PICKED_UP = "picked_up", _("Picked up")
    IN_TRANSIT = "in_transit", _("In transit")
    OUT_FOR_DELIVERY = "out_for_delivery", _("Out for delivery")
    HELD_UP = "held_up", _("Held up")
    DELIVERED = "delivered", _("Delivered")


class TrackingEvent(Entity):
    """One report of where a shipment was and when."""

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="tracking")
    code = models.CharField(max_length=16, choices=TrackingCode.choices)
    place = models.CharField(max_length=120, blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")
    happened_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(code__in=TrackingCode.values), name="tracking_code_known"),
            models.UniqueConstraint(fields=["shipment", "code", "happened_at"], name="tracking_event_once"),
        ]

    def __str__(self) -> str:
        return f"{self.shipment_id} {self.code}"
