"""The room's commands, by subject."""

from aftercare.domains.customers.actions.communications import (
    record_communication,
    reveal_phone,
    reveal_phones,
)
from aftercare.domains.customers.actions.consents import (
    note_consent,
    set_consents,
    stop_offers,
    withdraw_consent,
)
from aftercare.domains.customers.actions.follow_ups import ask_follow_ups
from aftercare.domains.customers.actions.grades import add_grade, add_tag, change_grade, rename_tag
from aftercare.domains.customers.actions.merging import merge_customer, split_customer
from aftercare.domains.customers.actions.overriding import end_override, end_overrides, override_grade
from aftercare.domains.customers.actions.places import (
    add_contact,
    add_site,
    change_contact,
    change_site,
    keep_contact,
)
from aftercare.domains.customers.actions.records import change_customer, register_customer
from aftercare.domains.customers.actions.regrading import Regrade, regrade_customers
from aftercare.domains.customers.actions.together import (
    register_customers,
    withdraw_contact,
    withdraw_customers,
    withdraw_site,
)
from aftercare.domains.customers.actions.writers import FROM_OUTSIDE, Writer, meet_writer

__all__ = [
    "FROM_OUTSIDE",
    "Regrade",
    "Writer",
    "add_contact",
    "add_grade",
    "add_site",
    "add_tag",
    "ask_follow_ups",
    "change_contact",
    "change_customer",
    "change_grade",
    "change_site",
    "end_override",
    "end_overrides",
    "keep_contact",
    "meet_writer",
    "merge_customer",
    "note_consent",
    "override_grade",
    "record_communication",
    "register_customer",
    "register_customers",
    "regrade_customers",
    "rename_tag",
    "reveal_phone",
    "reveal_phones",
    "set_consents",
    "split_customer",
    "stop_offers",
    "withdraw_consent",
    "withdraw_contact",
    "withdraw_customers",
    "withdraw_site",
]
