"""Finding customers, under its first name."""

from aftercare.domains.customers.queries import duplicates_of, search_customers

__all__ = ["duplicates_of", "search_customers"]
