"""What the rows of a file come to, held against what is here: nothing is written."""

from collections.abc import Callable, Mapping

from aftercare.domains.sheets.plans import Plan
from aftercare.domains.sheets.queries.planning.agreements import plan_agreements
from aftercare.domains.sheets.queries.planning.customers import plan_customers
from aftercare.domains.sheets.queries.planning.devices import plan_devices
from aftercare.domains.sheets.queries.planning.orders import plan_orders
from aftercare.domains.sheets.queries.planning.products import plan_products

PLANNERS: Mapping[str, Callable[..., list[Plan]]] = {
    "customers": plan_customers,
    "products": plan_products,
    "devices": plan_devices,
    "agreements": plan_agreements,
    "orders": plan_orders,
}

__all__ = ["PLANNERS"]
