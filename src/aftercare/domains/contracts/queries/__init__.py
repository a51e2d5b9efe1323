"""Reads of the room."""

from aftercare.domains.contracts.queries.coverage import coverage_for
from aftercare.domains.contracts.queries.promises import promise_for

__all__ = ["coverage_for", "promise_for"]
