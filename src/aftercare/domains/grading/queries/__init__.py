"""Reads of the room."""

from aftercare.domains.grading.queries.facts import borders_of_all, facts_of
from aftercare.domains.grading.queries.reading import (
    Move,
    Preview,
    active_rules,
    customers_after,
    explained,
    grade_after,
    kept_borders,
    last_pass,
    rules_of,
    setters_of,
    standing_of,
    targets,
    what_would_change,
)

__all__ = [
    "Move",
    "Preview",
    "active_rules",
    "borders_of_all",
    "customers_after",
    "explained",
    "facts_of",
    "grade_after",
    "kept_borders",
    "last_pass",
    "rules_of",
    "setters_of",
    "standing_of",
    "targets",
    "what_would_change",
]
