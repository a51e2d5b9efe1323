"""What was sold: from the draft over review and shipment to the customer's door, and the prices it was sold at.

Nouns: Order, OrderLine, Shipment, TrackingEvent, PriceList, TaxRate, ApprovalLimit.
Events: OrderCreated, OrderChanged, OrderSubmitted, OrderApproved, OrderRejected, OrderRevised, OrderShipped,
OrderSerialsAdded, ShipmentTracked, OrderDelivered, OrderClosedShort, OrderCancelled, OrderWithdrawn; those of prices
are in `events`.
"""
