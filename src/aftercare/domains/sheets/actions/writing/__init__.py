"""Carrying plans out by the rooms' own commands, and taking that back."""

from aftercare.domains.sheets.actions.writing.backwards import take_back
from aftercare.domains.sheets.actions.writing.forwards import Written, write_plans

__all__ = ["Written", "take_back", "write_plans"]
