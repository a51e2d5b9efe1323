"""The room's commands, by stage: intake, assign, work, wait, close, decide, end; the house's own in timed and late."""

from aftercare.domains.requests.actions.alerts import alert_owner
from aftercare.domains.requests.actions.assign import assign_request, decline_request, withdraw_request
from aftercare.domains.requests.actions.attaching import attach_file
from aftercare.domains.requests.actions.changing import change_request, move_required_date
from aftercare.domains.requests.actions.closing import (
    confirm_request,
    note_unreachable,
    reject_request,
    reopen_request,
)
from aftercare.domains.requests.actions.covering import decide_coverage_anew, override_coverage, restore_coverage
from aftercare.domains.requests.actions.decide import conclude_request, sign_off_request, unlock_request
from aftercare.domains.requests.actions.dictionaries import add_kind, add_outcome, change_kind, change_outcome
from aftercare.domains.requests.actions.ending import cancel_request, merge_request
from aftercare.domains.requests.actions.following import follow_calendar
from aftercare.domains.requests.actions.indexing import index_requests
from aftercare.domains.requests.actions.intake import Waiting, submit_request
from aftercare.domains.requests.actions.late import keep_late_report, retract_timed_moves
from aftercare.domains.requests.actions.reassigning import ask_to_reassign, leave_assigned
from aftercare.domains.requests.actions.recording import derive_request_clocks
from aftercare.domains.requests.actions.relating import (
    link_requests,
    note_request,
    record_contact,
    unlink_requests,
)
from aftercare.domains.requests.actions.renewing import renew_link
from aftercare.domains.requests.actions.resubmitting import escalate_correction, resubmit_request
from aftercare.domains.requests.actions.splitting import split_request
from aftercare.domains.requests.actions.timed import apply_timed_rule, lapse_request, lock_request
from aftercare.domains.requests.actions.wait import resume_request, suspend_request
from aftercare.domains.requests.actions.watching import unwatch_request, watch_request
from aftercare.domains.requests.actions.wishing import WishedTime
from aftercare.domains.requests.actions.work import fail_request, handle_request, report_progress, start_request

__all__ = [
    "override_coverage",
    "restore_coverage",
    "add_kind",
    "add_outcome",
    "change_kind",
    "change_outcome",
    "Waiting",
    "WishedTime",
    "alert_owner",
    "apply_timed_rule",
    "ask_to_reassign",
    "assign_request",
    "attach_file",
    "cancel_request",
    "change_request",
    "conclude_request",
    "confirm_request",
    "decide_coverage_anew",
    "decline_request",
    "derive_request_clocks",
    "escalate_correction",
    "fail_request",
    "follow_calendar",
    "handle_request",
    "index_requests",
    "keep_late_report",
    "lapse_request",
    "leave_assigned",
    "link_requests",
    "lock_request",
    "merge_request",
    "move_required_date",
    "note_request",
    "note_unreachable",
    "record_contact",
    "reject_request",
    "reopen_request",
    "renew_link",
    "report_progress",
    "resubmit_request",
    "resume_request",
    "retract_timed_moves",
    "sign_off_request",
    "split_request",
    "start_request",
    "submit_request",
    "suspend_request",
    "unlink_requests",
    "unlock_request",
    "unwatch_request",
    "watch_request",
    "withdraw_request",
]
