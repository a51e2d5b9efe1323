"""Reads of the room: lists and single requests, the story, promises, and whether every invariant holds."""

from aftercare.domains.requests.queries.alike import (
    CustomerRecord,
    on_device,
    others_of,
    record_of_customer,
    solved_alike,
)
from aftercare.domains.requests.queries.invariants import broken_invariants, invariant
from aftercare.domains.requests.queries.reading import (
    SHOWN,
    Move,
    StoryEntry,
    available_actions,
    clocks_of,
    find_request,
    is_with,
    likely_duplicates,
    lines_of,
    listed,
    moves,
    story_of,
    to_sign_off,
    with_actor,
)
from aftercare.domains.requests.queries.ties import Tie, tied_numbers, ties_of
from aftercare.domains.requests.queries.visiting import files_shown, said_with_customer, steps_reported
from aftercare.domains.requests.queries.watching import watchers_of

__all__ = [
    "SHOWN",
    "CustomerRecord",
    "Move",
    "StoryEntry",
    "Tie",
    "available_actions",
    "broken_invariants",
    "clocks_of",
    "files_shown",
    "find_request",
    "invariant",
    "is_with",
    "likely_duplicates",
    "lines_of",
    "listed",
    "moves",
    "on_device",
    "others_of",
    "record_of_customer",
    "said_with_customer",
    "solved_alike",
    "steps_reported",
    "story_of",
    "tied_numbers",
    "ties_of",
    "to_sign_off",
    "watchers_of",
    "with_actor",
]
