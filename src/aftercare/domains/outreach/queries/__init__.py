"""Reads of the room."""

from aftercare.domains.outreach.queries.audience import REST_DAYS, approachable, fitting
from aftercare.domains.outreach.queries.figures import Figures, Tally, figures_of, shown_figures
from aftercare.domains.outreach.queries.grounds import grounds_of
from aftercare.domains.outreach.queries.reading import (
    Listed,
    approaches_of,
    in_force,
    list_lines,
    owners_offered,
    suggestions_for,
    win_back_list,
)

__all__ = [
    "REST_DAYS",
    "Figures",
    "Listed",
    "Tally",
    "approachable",
    "approaches_of",
    "figures_of",
    "fitting",
    "grounds_of",
    "in_force",
    "list_lines",
    "owners_offered",
    "shown_figures",
    "suggestions_for",
    "win_back_list",
]
