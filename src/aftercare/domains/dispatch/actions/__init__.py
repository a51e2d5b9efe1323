"""The room's commands."""

from aftercare.domains.dispatch.actions.asking import ask_to_assign
from aftercare.domains.dispatch.actions.assigning import assign_by_hand, auto_assign, unlock_by_hand
from aftercare.domains.dispatch.actions.settings import set_weights
from aftercare.domains.dispatch.actions.visits import Slot, end_visits, follow_progress, free_diary, move_visit

__all__ = [
    "Slot",
    "ask_to_assign",
    "assign_by_hand",
    "auto_assign",
    "end_visits",
    "follow_progress",
    "free_diary",
    "move_visit",
    "set_weights",
    "unlock_by_hand",
]
