"""The room's commands, by subject."""

from aftercare.domains.billing.actions.charging import change_charge, create_charge, draft_charge
from aftercare.domains.billing.actions.deciding import accept_quotation, decline_quotation
from aftercare.domains.billing.actions.following import drop_bills, expire_quotation, remind_of_quotation
from aftercare.domains.billing.actions.paying import cancel_charge, confirm_charge, record_payment
from aftercare.domains.billing.actions.rates import add_rate, end_rate, set_billing_rule, set_billing_settings
from aftercare.domains.billing.actions.sending import send_quotation, withdraw_quotation
from aftercare.domains.billing.actions.waiving import waive_quotation
from aftercare.domains.billing.actions.writing import change_quotation, draft_quotation, revise_quotation

__all__ = [
    "accept_quotation",
    "add_rate",
    "cancel_charge",
    "change_charge",
    "change_quotation",
    "confirm_charge",
    "create_charge",
    "decline_quotation",
    "draft_charge",
    "draft_quotation",
    "drop_bills",
    "end_rate",
    "expire_quotation",
    "record_payment",
    "remind_of_quotation",
    "revise_quotation",
    "send_quotation",
    "set_billing_rule",
    "set_billing_settings",
    "waive_quotation",
    "withdraw_quotation",
]
