"""The room's commands: write records, report attempts with them, sign them off."""

from aftercare.domains.fieldwork.actions.photos import attach_photo, attach_photos, remove_photo
from aftercare.domains.fieldwork.actions.records import correct_record, save_draft_record
from aftercare.domains.fieldwork.actions.rules import set_record_rule
from aftercare.domains.fieldwork.actions.signing import readdress_corrections, sign_off_visit
from aftercare.domains.fieldwork.actions.visits import fail_visit, handle_visit

__all__ = [
    "attach_photo",
    "attach_photos",
    "correct_record",
    "fail_visit",
    "handle_visit",
    "readdress_corrections",
    "remove_photo",
    "save_draft_record",
    "set_record_rule",
    "sign_off_visit",
]
