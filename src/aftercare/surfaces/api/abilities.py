"""What belongs to an engineer: skills, certificates, territories, absences and days with hours of their own."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.catalog.models import Skill
from aftercare.domains.workforce.actions import (
    cancel_absence,
    grant_skill,
    record_absence,
    record_certificate,
    set_shift,
    set_territory,
    take_shift,
    take_skill,
    take_territory,
    withdraw_certificate,
)
from aftercare.kit.errors import NotFound
from aftercare.surfaces.api.calendars import Hours
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.engineers import (
    HERE,
    AbsenceShown,
    CertificateShown,
    EngineerWhole,
    WhyGiven,
    engineers,
    engineers_visible,
    read_engineer,
    show_absence,
    show_certificate,
)
from aftercare.surfaces.api.errors import missing
from aftercare.surfaces.api.fields import Body, Day, Instant, Text, Whole
from aftercare.surfaces.api.find import found


class LevelGiven(Body):
    """From 1 (beginner) to 5 (expert)."""

    level: Whole = Field(3, ge=1, le=5)


def _skill(code: str) -> Skill:
    skill = Skill.objects.filter(code=code).first()
    if skill is None:
        raise NotFound()
    return skill


@engineers.sets(f"{HERE}/skills/{{code}}", EngineerWhole)
def set_engineer_skill(call: Call, id: UUID, code: Text, body: LevelGiven) -> dict[str, Any]:
    """Give an engineer a skill.

    Or another level of it.
    """
    grant_skill(call.actor, found(engineers_visible(call), id), skill=_skill(code), level=body.level, at=call.at)
    return read_engineer(call, id)


@engineers.removes(f"{HERE}/skills/{{code}}")
def remove_engineer_skill(call: Call, id: UUID, code: Text) -> None:
    """Take a skill away.

    Certificates stay on record.
    """
    take_skill(call.actor, found(engineers_visible(call), id), skill=_skill(code), at=call.at)


class CertificateGiven(Body):
    """A certificate; without a skill it concerns every job, such as a site pass."""

    name: Text = Field(min_length=1, max_length=120, examples=["低压电工证"])
    valid_until: Day
    valid_from: Day | None = None
    number: Text = Field("", max_length=60)
    skill: Text | None = Field(None, max_length=40, description="The code of the skill it proves.")


@engineers.makes(f"{HERE}/certificates", CertificateShown, readable=False)
def create_engineer_certificate(call: Call, id: UUID, body: CertificateGiven) -> CertificateShown:
    """Record a certificate.

    A renewal ends the warnings of the old one.
    """
    skill = Skill.objects.filter(code=body.skill).first() if body.skill else None
    if body.skill and skill is None:
        raise missing("skill")
    engineer = found(engineers_visible(call), id)
    given = body.given("skill")
    return show_certificate(record_certificate(call.actor, engineer, skill=skill, at=call.at, **given))


@engineers.moves(f"{HERE}/certificates/{{uuid:certificate_id}}/withdraw", CertificateShown, versioned=False)
def withdraw_engineer_certificate(
    call: Call, id: UUID, certificate_id: UUID, body: WhyGiven | None = None
) -> CertificateShown:
    """Withdraw a certificate.

    It counts no longer, whatever its dates say; it stays on record.
    """
    rows = found(engineers_visible(call), id).certificates.select_related("engineer", "skill")
    certificate = found(rows, certificate_id)
    withdraw_certificate(call.actor, certificate, reason=body.reason if body else "", at=call.at)
    return show_certificate(found(rows, certificate_id))


class TerritoryGiven(Body):
    """Served first, or second."""

    rank: Literal["primary", "secondary"] = "primary"


Region = Annotated[Text, Field(min_length=1, max_length=20)]


@engineers.sets(f"{HERE}/territories/{{region_code}}", EngineerWhole)
def set_engineer_territory(call: Call, id: UUID, region_code: Region, body: TerritoryGiven) -> dict[str, Any]:
    """Let an engineer serve a region.

    And everything inside it.
    """
    set_territory(call.actor, found(engineers_visible(call), id), region_code=region_code, rank=body.rank, at=call.at)
    return read_engineer(call, id)


@engineers.removes(f"{HERE}/territories/{{region_code}}")
def remove_engineer_territory(call: Call, id: UUID, region_code: Region) -> None:
    """Let an engineer no longer serve a region.

    Requests under way stay where they are.
    """
    take_territory(call.actor, found(engineers_visible(call), id), region_code=region_code, at=call.at)


class AbsenceGiven(Body):
    """A time away."""

    start_at: Instant
    end_at: Instant
    reason: Text = Field("", max_length=80, examples=["年假"])


@engineers.makes(f"{HERE}/absences", AbsenceShown, readable=False)
def create_engineer_absence(call: Call, id: UUID, body: AbsenceGiven) -> AbsenceShown:
    """Record an absence.

    Several may overlap.
    """
    return show_absence(record_absence(call.actor, found(engineers_visible(call), id), at=call.at, **body.given()))


@engineers.removes(f"{HERE}/absences/{{uuid:absence_id}}")
def remove_engineer_absence(call: Call, id: UUID, absence_id: UUID) -> None:
    """Take an absence back.

    The engineer is there after all.
    """
    rows = found(engineers_visible(call), id).absences.select_related("engineer")
    cancel_absence(call.actor, found(rows, absence_id), at=call.at)


class ShiftGiven(Body):
    """The hours of one day; none make a day off."""

    intervals: Hours = []


class ShiftShown(TypedDict):
    """A day with hours of its own."""

    date: date
    intervals: list[list[int]]


@engineers.sets(f"{HERE}/shifts/{{date}}", ShiftShown)
def set_engineer_shift(call: Call, id: UUID, date: Day, body: ShiftGiven) -> dict[str, Any]:
    """Give a day hours of its own.

    That differ from the engineer's calendar.
    """
    shift = set_shift(call.actor, found(engineers_visible(call), id), on=date, intervals=body.intervals, at=call.at)
    return {"date": shift.date, "intervals": shift.intervals}


@engineers.removes(f"{HERE}/shifts/{{date}}")
def remove_engineer_shift(call: Call, id: UUID, date: Day) -> None:
    """Let the calendar apply again.

    On this day.
    """
    take_shift(call.actor, found(engineers_visible(call), id), on=date, at=call.at)
