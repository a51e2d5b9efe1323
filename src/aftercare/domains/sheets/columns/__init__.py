"""What a sheet of each noun may hold: its columns, how they are called, and what may stand in them."""

from aftercare.domains.sheets.columns.agreements import AGREEMENTS
from aftercare.domains.sheets.columns.columns import Choices, Column, Layout
from aftercare.domains.sheets.columns.customers import CUSTOMERS
from aftercare.domains.sheets.columns.devices import DEVICES
from aftercare.domains.sheets.columns.orders import ORDERS
from aftercare.domains.sheets.columns.products import PRODUCTS

LAYOUTS = {layout.noun: layout for layout in (CUSTOMERS, PRODUCTS, DEVICES, AGREEMENTS, ORDERS)}

__all__ = ["LAYOUTS", "Choices", "Column", "Layout"]
