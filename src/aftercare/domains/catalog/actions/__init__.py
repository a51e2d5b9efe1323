"""The room's commands, by subject."""

from aftercare.domains.catalog.actions.changing import (
    change_category,
    change_fault_code,
    change_incident_type,
    change_skill,
)
from aftercare.domains.catalog.actions.faults import add_fault_code, add_incident_type, add_skill
from aftercare.domains.catalog.actions.parts import add_part, change_part
from aftercare.domains.catalog.actions.products import add_category, add_product, change_product, withdraw_product

__all__ = [
    "add_category",
    "add_fault_code",
    "add_incident_type",
    "add_part",
    "add_product",
    "add_skill",
    "change_category",
    "change_fault_code",
    "change_incident_type",
    "change_part",
    "change_product",
    "change_skill",
    "withdraw_product",
]
