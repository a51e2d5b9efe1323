"""Orders in the API: writing, reviewing, shipping, and the prices behind them."""

from aftercare.surfaces.api.orders import moves, papers, writing  # noqa: F401  operations of orders
from aftercare.surfaces.api.orders.limits import approval_limits
from aftercare.surfaces.api.orders.prices import price_lists
from aftercare.surfaces.api.orders.shipments import shipments
from aftercare.surfaces.api.orders.shown import orders
from aftercare.surfaces.api.orders.taxes import tax_rates

__all__ = ["approval_limits", "orders", "price_lists", "shipments", "tax_rates"]
