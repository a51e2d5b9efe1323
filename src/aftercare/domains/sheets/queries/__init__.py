"""Reads of the room."""

from aftercare.domains.sheets.queries.exporting import ROWS, heads_of
from aftercare.domains.sheets.queries.planning import PLANNERS
from aftercare.domains.sheets.queries.reading import blockers_of, file_of, lines_of, mapped, outcomes_of, refused_lines

__all__ = [
    "PLANNERS",
    "ROWS",
    "blockers_of",
    "file_of",
    "heads_of",
    "lines_of",
    "mapped",
    "outcomes_of",
    "refused_lines",
]
