"""What happens to engineers. Reasons are words, kept where they can be erased."""

from datetime import date, datetime
from uuid import UUID

from aftercare.kit.events import event


@event("engineer.registered")
class EngineerRegistered:
    """Somebody can be sent to customers from now on."""

    engineer_id: UUID
    code: str


@event("engineer.changed")
class EngineerChanged:
    """A record was changed; the names of the changed fields."""

    engineer_id: UUID
    fields: tuple[str, ...]


@event("engineer.deactivated")
class EngineerDeactivated:
    """Nobody is to be sent; whoever gave this engineer work takes it back."""

    engineer_id: UUID


@event("engineer.reactivated")
class EngineerReactivated:
    """The engineer can be sent again."""

    engineer_id: UUID


@event("engineer.skill_granted")
class SkillGranted:
    """An engineer can do something, at a level."""

    engineer_id: UUID
    skill: str
    level: int


@event("engineer.skill_taken")
class SkillTaken:
    """An engineer is no longer sent for this skill."""

    engineer_id: UUID
    skill: str


@event("engineer.certificate_recorded")
class CertificateRecorded:
    """A certificate is on record, with the days it is in force."""

    engineer_id: UUID
    certificate_id: UUID
    valid_until: date
    valid_from: date | None = None
    skill: str = ""


@event("engineer.certificate_withdrawn")
class CertificateWithdrawn:
    """A certificate no longer counts, whatever its dates say."""

    engineer_id: UUID
    certificate_id: UUID


@event("engineer.territory_set")
class TerritorySet:
    """An engineer serves a region, first or second."""

    engineer_id: UUID
    region_code: str
    rank: str


@event("engineer.territory_taken")
class TerritoryTaken:
    """An engineer no longer serves a region."""

    engineer_id: UUID
    region_code: str


@event("engineer.absence_recorded")
class AbsenceRecorded:
    """An engineer will be away; what is planned then has to move."""

    engineer_id: UUID
    absence_id: UUID
    start_at: datetime
    end_at: datetime


@event("engineer.absence_cancelled")
class AbsenceCancelled:
    """An engineer will be there after all."""

    engineer_id: UUID
    absence_id: UUID
    start_at: datetime
    end_at: datetime


@event("engineer.shift_set")
class ShiftSet:
    """One day has hours of its own; no minutes: a day off."""

    engineer_id: UUID
    on: date
    minutes: int


@event("engineer.shift_taken")
class ShiftTaken:
    """The calendar applies again on a day."""

    engineer_id: UUID
    on: date
