"""The room's commands, by subject."""

from aftercare.domains.contracts.actions.agreements import (
    change_agreement,
    end_agreement,
    resume_agreement,
    start_agreement,
    suspend_agreement,
    use_entitlement,
)
from aftercare.domains.contracts.actions.clocks import (
    Rest,
    Timeline,
    derive_clocks,
    start_clocks,
    tell_all_due,
    tell_due,
)
from aftercare.domains.contracts.actions.documents import attach_document, remove_document
from aftercare.domains.contracts.actions.including import set_entitlements
from aftercare.domains.contracts.actions.levels import (
    add_pause_reason,
    change_level,
    change_pause_reason,
    create_level,
    set_level_grades,
    set_targets,
)
from aftercare.domains.contracts.actions.reaching import (
    cover_device,
    cover_product,
    cover_site,
    uncover_device,
    uncover_product,
    uncover_site,
)
from aftercare.domains.contracts.actions.renewals import (
    remind_of_endings,
    renew_agreement,
    roll_over_what_is_left,
)
from aftercare.domains.contracts.actions.statutory import add_statutory_rule, change_statutory_rule
from aftercare.domains.contracts.actions.terms import add_warranty_term, withdraw_warranty_term
from aftercare.domains.contracts.actions.together import start_agreements, withdraw_agreements
from aftercare.domains.contracts.actions.warranty import (
    date_warranty,
    grant_warranty,
    restore_warranty,
    start_warranty,
    void_warranty,
    warrant_parts,
    withdraw_warranties,
)

__all__ = [
    "Rest",
    "Timeline",
    "add_pause_reason",
    "add_statutory_rule",
    "add_warranty_term",
    "attach_document",
    "change_agreement",
    "change_level",
    "change_pause_reason",
    "change_statutory_rule",
    "cover_device",
    "cover_product",
    "cover_site",
    "create_level",
    "date_warranty",
    "derive_clocks",
    "end_agreement",
    "grant_warranty",
    "remind_of_endings",
    "remove_document",
    "renew_agreement",
    "restore_warranty",
    "resume_agreement",
    "roll_over_what_is_left",
    "set_entitlements",
    "set_level_grades",
    "set_targets",
    "start_agreement",
    "start_agreements",
    "start_clocks",
    "start_warranty",
    "suspend_agreement",
    "tell_all_due",
    "tell_due",
    "uncover_device",
    "uncover_product",
    "uncover_site",
    "use_entitlement",
    "void_warranty",
    "warrant_parts",
    "withdraw_agreements",
    "withdraw_warranties",
    "withdraw_warranty_term",
]
