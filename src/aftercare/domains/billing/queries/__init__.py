"""Reads of the room: rates, quotations and charges, and whether a request waits for one."""

from aftercare.domains.billing.queries.invariants import broken_invariants
from aftercare.domains.billing.queries.needs import accepted_quotation, quotation_needed, waiver_of
from aftercare.domains.billing.queries.rates import billing_settings, rate_for, rates_in_order, rule_for, rules_of
from aftercare.domains.billing.queries.reading import (
    Bill,
    available_actions,
    bills_of,
    charge_actions,
    charge_of,
    charges_in_sight,
    charges_shown,
    lines_of,
    payments_of,
    quotation_behind,
    quotations_in_sight,
    quotations_shown,
    running_out,
    story_of,
    waiting_for_answer,
)

__all__ = [
    "Bill",
    "accepted_quotation",
    "available_actions",
    "bills_of",
    "billing_settings",
    "broken_invariants",
    "charge_actions",
    "charge_of",
    "charges_in_sight",
    "charges_shown",
    "lines_of",
    "payments_of",
    "quotation_behind",
    "quotation_needed",
    "quotations_in_sight",
    "quotations_shown",
    "rate_for",
    "rates_in_order",
    "rule_for",
    "rules_of",
    "running_out",
    "story_of",
    "waiting_for_answer",
    "waiver_of",
]
