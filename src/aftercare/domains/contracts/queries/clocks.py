"""Reads about clocks: the timeline behind a due date."""

from collections.abc import Sequence
from datetime import datetime

from aftercare.domains.accounts.models import Calendar
from aftercare.domains.accounts.queries import working_hours
from aftercare.domains.contracts.clock import ClockFact, Span, explain


def explained(facts: Sequence[ClockFact], calendar: Calendar, until: datetime) -> Sequence[Span]:
    """The spans of working, paused and closed time that lead to the due instant."""
    return explain(facts, working_hours(calendar), until)
