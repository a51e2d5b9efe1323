"""Reads of the room."""

from aftercare.domains.grading.queries.facts import borders_of_all, facts_of
from aftercare.domains.grading.queries.preview import Move, Preview, what_would_change
from aftercare.domains.grading.queries.rules import active_rules, rules_of, setters_of, targets
from aftercare.domains.grading.queries.standing import (
    customers_after,
    explained,
    grade_after,
    kept_borders,
    last_pass,
    standing_of,
    tags_after,
    tags_of,
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
    "tags_after",
    "tags_of",
    "targets",
    "what_would_change",
]
