"""What uncovered work costs: rates, quotations that customers accept before work starts, charges when it is done.

Nouns: ServiceRate, BillingRule, BillingSettings, Quotation, QuotationWaiver, Charge, Payment.
Events: QuotationDrafted, QuotationChanged, QuotationSent, QuotationAccepted, QuotationDeclined, QuotationExpired,
QuotationWithdrawn, QuotationReplaced, QuotationWaived, ChargeDrafted, ChargeChanged, ChargeConfirmed, PaymentRecorded,
ChargePaid, ChargeCancelled; those of rates and settings are in `events`.
"""
