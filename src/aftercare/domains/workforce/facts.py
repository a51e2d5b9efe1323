"""What is known of an engineer when work is to be given out: plain values, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from aftercare.domains.accounts.hours import WorkingHours

Rank = Literal["primary", "secondary"]


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the earth in decimal degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Certificate:
    """A proof with an end; an empty skill means that it concerns every job, such as a site pass."""

    skill: str
    name: str
    valid_until: date
    valid_from: date = date.min


@dataclass(frozen=True, slots=True)
class PlannedJob:
    """Work the engineer already has; without a start it is done as soon as the days allow."""

    request_id: UUID
    start: datetime | None
    end: datetime | None
    minutes: int
    place: Place | None = None
    region: str = ""


@dataclass(frozen=True, slots=True)
class EngineerFacts:
    """One engineer as the choice sees them. Later rooms add what is planned and what is in the van.

    `absences` are (start, end, reason); `capacity_minutes_per_day` counts work at sites, not the way there;
    `overtime_minutes` is the most a day may be lengthened by; no `hours` means that any hour is taken as working.
    """

    engineer_id: UUID
    name: str
    active: bool = True
    skills: Mapping[str, int] = field(default_factory=dict)
    certificates: tuple[Certificate, ...] = ()
    territories: Mapping[str, Rank] = field(default_factory=dict)
    home: Place | None = None
    hours: WorkingHours | None = None
    absences: tuple[tuple[datetime, datetime, str], ...] = ()
    capacity_minutes_per_day: int = 420
    planned: tuple[PlannedJob, ...] = ()
    van_parts: Mapping[str, int] = field(default_factory=dict)
    overtime_minutes: int = 0
