"""The tables of the room."""

from aftercare.domains.orders.models.orders import Order, OrderLine
from aftercare.domains.orders.models.prices import ApprovalLimit, Price, PriceList, TaxRate
from aftercare.domains.orders.models.shipments import Shipment, ShipmentLine, ShippedSerial, TrackingCode, TrackingEvent

__all__ = [
    "ApprovalLimit",
    "Order",
    "OrderLine",
    "Price",
    "PriceList",
    "ShippedSerial",
    "Shipment",
    "ShipmentLine",
    "TaxRate",
    "TrackingCode",
    "TrackingEvent",
]
