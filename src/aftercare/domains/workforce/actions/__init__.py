"""The room's commands, by subject."""

from aftercare.domains.workforce.actions.abilities import (
    grant_skill,
    record_certificate,
    take_skill,
    warn_of_certificates,
    withdraw_certificate,
)
from aftercare.domains.workforce.actions.records import (
    change_engineer,
    deactivate_engineer,
    reactivate_engineer,
    register_engineer,
)
from aftercare.domains.workforce.actions.times import (
    cancel_absence,
    record_absence,
    set_shift,
    set_territory,
    take_shift,
    take_territory,
)

__all__ = [
    "cancel_absence",
    "change_engineer",
    "deactivate_engineer",
    "grant_skill",
    "reactivate_engineer",
    "record_absence",
    "record_certificate",
    "register_engineer",
    "set_shift",
    "set_territory",
    "take_shift",
    "take_skill",
    "take_territory",
    "warn_of_certificates",
    "withdraw_certificate",
]
