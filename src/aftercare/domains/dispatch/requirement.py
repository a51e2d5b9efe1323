"""What one visit asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from aftercare.domains.workforce.facts import Place


class Wish(NamedTuple):
    """From when to when it would suit the customer; a visit keeps it that begins within it."""

    start: datetime
    end: datetime

    def holds(self, instant: datetime) -> bool:
        """Whether a visit that begins then is one the customer wishes."""
        return self.start <= instant < self.end


@dataclass(frozen=True, slots=True)
class Requirement:
    """One visit to be given to one engineer, decided at the instant `at`.

    The visit lies between `earliest_at` (`at` when None) and `latest_at`, the required date, and ends by it. `skills`
    maps codes to levels; those in `certified_skills` need a certificate. `urgency` is the priority, 1 (the highest)
    to 4. `last_engineer_ids` are those who came before, the latest first; the preferred one is whose last work here got
    the mark `preferred_mark`, a good one. A `wish` that is not over counts where it is missed. Days are those of
    `zone`, the site's.
    """

    request_id: UUID
    at: datetime
    latest_at: datetime
    duration_minutes: int
    earliest_at: datetime | None = None
    skills: Mapping[str, int] = field(default_factory=dict)
    place: Place | None = None
    region: str = ""
    urgency: int = 3
    preferred_engineer_id: UUID | None = None
    preferred_mark: int = 5
    excluded_engineer_ids: frozenset[UUID] = frozenset()
    required_engineer_id: UUID | None = None
    last_engineer_ids: tuple[UUID, ...] = ()
    parts: Mapping[str, int] = field(default_factory=dict)
    kind: str = "repair"
    certified_skills: frozenset[str] = frozenset()
    zone: str = "UTC"
    skill_names: Mapping[str, str] = field(default_factory=dict)
    wish: Wish | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.urgency <= 4 or self.duration_minutes < 1:
            raise ValueError(f"Priority {self.urgency} must be 1 to 4, {self.duration_minutes} minutes at least 1.")

    def named(self, *skills: str) -> str:
        """Skills by their names in the order of their codes; by its code, one whose name is not known."""
        return ", ".join(self.skill_names.get(code, code) for code in sorted(skills))

    @property
    def from_at(self) -> datetime:
        """The first instant at which the visit may begin."""
        return max(self.at, self.earliest_at or self.at)
