"""A promise in numbers: which level, which calendar, how many seconds for each step."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from aftercare.domains.accounts.hours import WorkingHours
from aftercare.domains.accounts.models import Calendar


@dataclass(frozen=True, slots=True)
class Target:
    """How many working seconds a step may take, and at which shares of it (percent) somebody is told."""

    seconds: int
    stages: tuple[int, ...] = (75, 100, 150)


@dataclass(frozen=True, slots=True)
class Promise:
    """What a service level promises one request of a kind and priority."""

    level_id: UUID
    calendar: Calendar
    source: str  # agreement | grade | default
    hours: WorkingHours
    targets: Mapping[str, Target]

    def seconds(self) -> dict[str, int]:
        """The targets in seconds, by clock."""
        return {kind: target.seconds for kind, target in self.targets.items()}
