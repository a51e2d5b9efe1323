"""The room's commands, by subject."""

from aftercare.domains.outreach.actions.results import drop_approaches, record_result
from aftercare.domains.outreach.actions.suggestions import add_suggestion, change_suggestion
from aftercare.domains.outreach.actions.taking import approach_customer, stop_batch, take_chunk, take_list

__all__ = [
    "add_suggestion",
    "approach_customer",
    "change_suggestion",
    "drop_approaches",
    "record_result",
    "stop_batch",
    "take_chunk",
    "take_list",
]
