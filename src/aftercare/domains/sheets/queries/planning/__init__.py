"""What the rows of a file come to, held against what is here: nothing is written."""

from collections.abc import Callable, Mapping

from aftercare.domains.sheets.plans import Plan
from aftercare.domains.sheets.queries.planning.customers import plan_customers
from aftercare.domains.sheets.queries.planning.devices import plan_devices
from aftercare.domains.sheets.queries.planning.products import plan_products

PLANNERS: Mapping[str, Callable[..., list[Plan]]] = {
    "customers": plan_customers,
    "products": plan_products,
    "devices": plan_devices,
}

__all__ = ["PLANNERS"]
