"""The room's commands, by subject."""

from aftercare.domains.outreach.actions.handing_over import (
    ask_who_takes_over,
    hand_over_approach,
    keep_with_whoever_is_back,
)
from aftercare.domains.outreach.actions.results import drop_approaches, record_result
from aftercare.domains.outreach.actions.suggestions import add_suggestion, change_suggestion
from aftercare.domains.outreach.actions.taking import approach_customer, stop_batch, take_chunk, take_list

__all__ = [
    "add_suggestion",
    "approach_customer",
    "ask_who_takes_over",
    "change_suggestion",
    "drop_approaches",
    "hand_over_approach",
    "keep_with_whoever_is_back",
    "record_result",
    "stop_batch",
    "take_chunk",
    "take_list",
]
