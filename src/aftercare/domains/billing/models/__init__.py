"""The tables of the room."""

from aftercare.domains.billing.models.charges import Charge, ChargeLine, Payment, PaymentMethod
from aftercare.domains.billing.models.lines import BillLine, Sort, UnitOf
from aftercare.domains.billing.models.quotations import DecidedVia, Quotation, QuotationLine, QuotationWaiver
from aftercare.domains.billing.models.rates import BillingRule, BillingSettings, RateOf, ServiceRate

__all__ = [
    "BillLine",
    "BillingRule",
    "BillingSettings",
    "Charge",
    "ChargeLine",
    "DecidedVia",
    "Payment",
    "PaymentMethod",
    "Quotation",
    "QuotationLine",
    "QuotationWaiver",
    "RateOf",
    "ServiceRate",
    "Sort",
    "UnitOf",
]
