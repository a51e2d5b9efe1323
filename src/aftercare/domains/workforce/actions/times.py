"""Where and when engineers work: territories, absences, and days that differ from the calendar."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from aftercare.domains.accounts.hours import Day, HoursInvalid, Interval, WorkingHours
from aftercare.domains.accounts.queries import working_hours
from aftercare.domains.workforce.errors import (
    AbsenceEndsFirst,
    NoCalendar,
    NoShift,
    RegionMissing,
    ShiftInvalid,
    TerritoryNotServed,
)
from aftercare.domains.workforce.events import (
    AbsenceCancelled,
    AbsenceRecorded,
    ShiftSet,
    ShiftTaken,
    TerritorySet,
    TerritoryTaken,
)
from aftercare.domains.workforce.models import Absence, Engineer, Shift, Territory, TerritoryRank
from aftercare.domains.workforce.policies import may_change_engineer
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require


@transaction.atomic
def set_territory(
    actor: Actor, engineer: Engineer, *, region_code: str, at: datetime, rank: str = TerritoryRank.PRIMARY
) -> Territory:
    """Let an engineer serve a region and all inside it, first or second."""
    require(may_change_engineer(actor, engineer))
    code = region_code.strip()
    if not code or len(code) > 20:
        raise RegionMissing(errors={"region_code": RegionMissing.sentence})
    defaults = {"rank": TerritoryRank(rank)}
    territory, _made = Territory.objects.update_or_create(engineer=engineer, region_code=code, defaults=defaults)
    publish(actor, TerritorySet(engineer_id=engineer.id, region_code=code, rank=territory.rank), at=at)
    return territory


@transaction.atomic
def take_territory(actor: Actor, engineer: Engineer, *, region_code: str, at: datetime) -> None:
    """Let an engineer no longer serve a region."""
    require(may_change_engineer(actor, engineer))
    gone, _each = Territory.objects.filter(engineer=engineer, region_code=region_code).delete()
    if not gone:
        raise TerritoryNotServed(engineer=engineer.name, region=region_code)
    publish(actor, TerritoryTaken(engineer_id=engineer.id, region_code=region_code), at=at)


@transaction.atomic
def record_absence(
    actor: Actor, engineer: Engineer, *, start_at: datetime, end_at: datetime, at: datetime, reason: str = ""
) -> Absence:
    """Note that an engineer is away; several absences may overlap."""
    require(may_change_engineer(actor, engineer))
    if end_at <= start_at:
        raise AbsenceEndsFirst(start=start_at, end=end_at, errors={"end_at": AbsenceEndsFirst.sentence})
    absence = Absence.objects.create(engineer=engineer, start_at=start_at, end_at=end_at, reason=reason)
    recorded = AbsenceRecorded(engineer_id=engineer.id, absence_id=absence.id, start_at=start_at, end_at=end_at)
    publish(actor, recorded, at=at)
    return absence


@transaction.atomic
def cancel_absence(actor: Actor, absence: Absence, *, at: datetime) -> None:
    """Take an absence back: the engineer is there after all."""
    require(may_change_engineer(actor, absence.engineer))
    held = lock(Absence.objects.all(), absence.id)
    cancelled = AbsenceCancelled(
        engineer_id=held.engineer_id, absence_id=held.id, start_at=held.start_at, end_at=held.end_at
    )
    held.delete()
    publish(actor, cancelled, at=at)


@transaction.atomic
def set_shift(actor: Actor, engineer: Engineer, *, on: date, intervals: Sequence[Sequence[int]], at: datetime) -> Shift:
    """Give a day hours of its own, each [start, end] in minutes after midnight; none make a day off."""
    require(may_change_engineer(actor, engineer))
    if engineer.calendar is None:
        raise NoCalendar(engineer=engineer.name)
    spans = _checked(on, intervals, working_hours(engineer.calendar))
    defaults = {"intervals": [[span.start_minute, span.end_minute] for span in spans]}
    shift, _made = Shift.objects.update_or_create(engineer=engineer, date=on, defaults=defaults)
    minutes = sum(span.end_minute - span.start_minute for span in spans)
    publish(actor, ShiftSet(engineer_id=engineer.id, on=on, minutes=minutes), at=at)
    return shift


@transaction.atomic
def take_shift(actor: Actor, engineer: Engineer, *, on: date, at: datetime) -> None:
    """Let the calendar apply again on a day."""
    require(may_change_engineer(actor, engineer))
    gone, _each = Shift.objects.filter(engineer=engineer, date=on).delete()
    if not gone:
        raise NoShift(engineer=engineer.name, day=on)
    publish(actor, ShiftTaken(engineer_id=engineer.id, on=on), at=at)


def _checked(on: date, intervals: Sequence[Sequence[int]], calendar: WorkingHours) -> Day:
    """The intervals in order, or the refusal that says which of them can't be."""
    try:
        spans = tuple(Interval(start, end) for start, end in intervals)
        return WorkingHours(calendar.zone, calendar.week, {on: spans}).on(on)
    except HoursInvalid as wrong:
        raise ShiftInvalid(reason=str(wrong), errors={"intervals": str(wrong)}) from wrong
