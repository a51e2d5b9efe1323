"""Devices as they are handed in, before anything of them is written."""

from dataclasses import dataclass
from datetime import date

from aftercare.domains.catalog.models import Product
from aftercare.domains.customers.models import Customer, Site
from aftercare.domains.devices.models import DeviceStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceDraft:
    """A unit in the hands of its owner."""

    product: Product
    customer: Customer
    serial: str = ""
    batch: str = ""
    site: Site | None = None
    seller: str = ""
    status: str = DeviceStatus.IN_USE
    sold_date: date | None = None
    shipped_date: date | None = None
    installed_date: date | None = None
    commissioned_date: date | None = None
    external_id: str | None = None
