"""The room's commands: call customers back, keep the calls in time, say how."""

from aftercare.domains.feedback.actions.answers import answer_by_mark, confirm_by_call, reject_by_call
from aftercare.domains.feedback.actions.keeping import follow_request, miss_call_back, open_call_back
from aftercare.domains.feedback.actions.rules import set_call_back_rule
from aftercare.domains.feedback.actions.tries import record_unreachable

__all__ = [
    "answer_by_mark",
    "confirm_by_call",
    "follow_request",
    "miss_call_back",
    "open_call_back",
    "record_unreachable",
    "reject_by_call",
    "set_call_back_rule",
]
