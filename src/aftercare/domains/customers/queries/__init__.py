"""Reads of the room."""

from aftercare.domains.customers.queries.finding import duplicates_of, search_customers
from aftercare.domains.customers.queries.reading import (
    communications_about,
    communications_of,
    contacts_with_phone,
    default_contact,
    default_site,
    found_by,
    home_region,
    of_customer,
    readable_phone,
    standing,
)

__all__ = [
    "communications_about",
    "communications_of",
    "contacts_with_phone",
    "default_contact",
    "default_site",
    "duplicates_of",
    "found_by",
    "home_region",
    "of_customer",
    "readable_phone",
    "search_customers",
    "standing",
]
