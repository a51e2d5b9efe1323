"""Agreements as they are handed in, before anything of them is written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from aftercare.domains.catalog.models import Product
from aftercare.domains.contracts.models import Agreement, Charging, ServiceLevel
from aftercare.domains.customers.models import Customer, Site
from aftercare.domains.devices.models import Device


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementDraft:
    """A contract with a customer for a period; without a word on it, it covers all devices where it names nothing.

    `entitlements` are quantities by kind, `percents` the shares it pays by labour, parts, travel.
    """

    customer: Customer
    name: str
    starts_on: date
    ends_on: date
    level: ServiceLevel | None = None
    charging: str = Charging.ANNUAL
    precedence: int = 100
    covers_all_devices: bool | None = None
    devices: Sequence[Device] = ()
    sites: Sequence[Site] = ()
    products: Sequence[Product] = ()
    entitlements: Mapping[str, Decimal] = field(default_factory=dict)
    currency: str = "CNY"
    rolls_over: Collection[str] = ()
    percents: Mapping[str, int] = field(default_factory=dict)
    terms: str = ""
    external_id: str | None = None
    renews: Agreement | None = None
