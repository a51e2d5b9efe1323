"""Reads of the room."""

from aftercare.domains.customers.queries.finding import asked_for, contacts_in_sight, duplicates_of, search_customers
from aftercare.domains.customers.queries.reading import (
    communications_about,
    communications_of,
    contacts_reached_at,
    contacts_with_phone,
    default_contact,
    default_site,
    found_by,
    home_region,
    of_customer,
    phones_of,
    readable_phone,
    standing,
)

__all__ = [
    "asked_for",
    "communications_about",
    "communications_of",
    "contacts_in_sight",
    "contacts_reached_at",
    "contacts_with_phone",
    "default_contact",
    "default_site",
    "duplicates_of",
    "found_by",
    "home_region",
    "of_customer",
    "phones_of",
    "readable_phone",
    "search_customers",
    "standing",
]
