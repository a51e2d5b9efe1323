"""Quotations and charges in the API, and the rates behind them."""

from aftercare.surfaces.api.billing import moves, of_requests, payments  # noqa: F401  operations of both
from aftercare.surfaces.api.billing.charges import charges
from aftercare.surfaces.api.billing.quotations import quotations
from aftercare.surfaces.api.billing.rates import service_rates
from aftercare.surfaces.api.billing.settings import billing_rules, billing_settings

__all__ = ["billing_rules", "billing_settings", "charges", "quotations", "service_rates"]
