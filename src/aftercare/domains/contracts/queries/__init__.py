"""Reads of the room."""

from aftercare.domains.contracts.queries.coverage import coverage_for, currency_included, entitlements_left
from aftercare.domains.contracts.queries.promises import promise_for
from aftercare.domains.contracts.queries.terms import term_for, terms_for

__all__ = ["coverage_for", "currency_included", "entitlements_left", "promise_for", "term_for", "terms_for"]
