"""Reads of the room."""

from aftercare.domains.customers.queries.consents import (
    best_consents,
    consenting_customers,
    consents_of,
    running_consents,
)
from aftercare.domains.customers.queries.duplicates import Likely, likely_duplicates
from aftercare.domains.customers.queries.finding import asked_for, contacts_in_sight, duplicates_of, search_customers
from aftercare.domains.customers.queries.listing import FILTERS, narrowed, with_what_lists_tell
from aftercare.domains.customers.queries.reading import (
    FOLLOW_UP_KEY,
    communications_about,
    communications_of,
    contacts_reached_at,
    contacts_with_phone,
    default_contact,
    default_site,
    follow_ups_to_ask,
    found_by,
    home_region,
    merged_into,
    of_customer,
    phones_of,
    readable_phone,
    running_override,
    standing,
)
from aftercare.domains.customers.queries.uses import customers_in_use

__all__ = [
    "FILTERS",
    "FOLLOW_UP_KEY",
    "Likely",
    "asked_for",
    "best_consents",
    "communications_about",
    "communications_of",
    "consenting_customers",
    "consents_of",
    "contacts_in_sight",
    "contacts_reached_at",
    "contacts_with_phone",
    "customers_in_use",
    "default_contact",
    "default_site",
    "duplicates_of",
    "follow_ups_to_ask",
    "found_by",
    "home_region",
    "likely_duplicates",
    "merged_into",
    "narrowed",
    "of_customer",
    "phones_of",
    "readable_phone",
    "running_consents",
    "running_override",
    "search_customers",
    "standing",
    "with_what_lists_tell",
]
