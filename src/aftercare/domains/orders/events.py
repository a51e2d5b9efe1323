"""What happens to orders, shipments and prices."""

from datetime import date
from uuid import UUID

from aftercare.kit.events import event


@event("order.created")
class OrderCreated:
    """Somebody began to write an order."""

    order_id: UUID
    number: str
    customer_id: UUID


@event("order.changed")
class OrderChanged:
    """A draft was changed; the names of the changed fields."""

    order_id: UUID
    fields: tuple[str, ...]


@event("order.withdrawn")
class OrderWithdrawn:
    """A draft was taken back before it was handed in; the record is gone."""

    order_id: UUID
    number: str


@event("order.submitted")
class OrderSubmitted:
    """An order waits for its review, with the total it was submitted with."""

    order_id: UUID
    total: str
    currency: str


@event("order.approved")
class OrderApproved:
    """A reviewer let it pass."""

    order_id: UUID


@event("order.rejected")
class OrderRejected:
    """A reviewer sent it back; the reason is the text of the fact."""

    order_id: UUID


@event("order.revised")
class OrderRevised:
    """It is a draft again, to be changed and reviewed anew."""

    order_id: UUID


@event("order.shipped")
class OrderShipped:
    """Some or all of it left the house."""

    order_id: UUID
    shipment_id: UUID
    pieces: int


@event("order.serials_added")
class OrderSerialsAdded:
    """Pieces that left the house without their serial numbers have them now; how many."""

    order_id: UUID
    shipment_id: UUID
    pieces: int


@event("shipment.tracked")
class ShipmentTracked:
    """The carrier, or somebody for it, said where a shipment is."""

    shipment_id: UUID
    order_id: UUID
    code: str


@event("order.delivered")
class OrderDelivered:
    """A shipment of it reached the customer on a day."""

    order_id: UUID
    shipment_id: UUID
    on: date


@event("order.cancelled")
class OrderCancelled:
    """Nothing of it is shipped; the reason is the text of the fact."""

    order_id: UUID


@event("order.closed_short")
class OrderClosedShort:
    """What was left of it will not be shipped; how many pieces, and the total that remains."""

    order_id: UUID
    pieces: int
    total: str
    currency: str


@event("order.link_renewed")
class OrderLinkRenewed:
    """The customer's links given out before open nothing any more."""

    order_id: UUID


@event("tax_rate.added")
class TaxRateAdded:
    """A tax can be put on lines."""

    tax_rate_id: UUID
    code: str
    percent: str


@event("tax_rate.changed")
class TaxRateChanged:
    """A tax is called or offered otherwise; the names of the changed fields."""

    tax_rate_id: UUID
    fields: tuple[str, ...]


@event("price_list.added")
class PriceListAdded:
    """Prices of a currency can be written down."""

    price_list_id: UUID
    code: str
    currency: str


@event("price_list.changed")
class PriceListChanged:
    """A price list is called otherwise or holds for other days; the names of the changed fields."""

    price_list_id: UUID
    fields: tuple[str, ...]


@event("price_list.priced")
class PricesSet:
    """What some things cost was written down; how many."""

    price_list_id: UUID
    count: int


@event("approval_limit.set")
class ApprovalLimitSet:
    """From which amount or discount on an order needs the right to approve large ones."""

    approval_limit_id: UUID
    currency: str
    amount: str
    discount_percent: str
