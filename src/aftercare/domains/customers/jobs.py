"""Timed work of the room."""

from aftercare.domains.customers.actions import ask_follow_ups, end_overrides
from aftercare.kit.actor import system
from aftercare.kit.clock import now
from aftercare.kit.jobs import every


@every(60, "customers.ask_follow_ups")
def ask_for_follow_ups() -> int:
    """Put the follow-ups of the day into work lists: those of the morning, and those written down since."""
    return ask_follow_ups(system("follow-ups"), at=now())


@every(60, "customers.end_overrides")
def end_grade_overrides() -> int:
    """Give the grades back whose override ran out."""
    return end_overrides(system("grade-watch"), at=now())
