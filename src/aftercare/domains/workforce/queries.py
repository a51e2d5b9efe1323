"""Reads of the room: what is known of engineers, in a fixed number of statements however many they are."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from aftercare.domains.accounts.hours import Interval, WorkingHours
from aftercare.domains.accounts.queries import working_hours
from aftercare.domains.workforce.facts import Certificate, EngineerFacts, Place, Rank
from aftercare.domains.workforce.models import Absence, Engineer, EngineerSkill, Shift, Territory
from aftercare.domains.workforce.models import Certificate as CertificateRow

AHEAD = timedelta(days=60)


def facts_of(engineer_ids: Sequence[UUID], *, at: datetime) -> list[EngineerFacts]:
    """Skills, certificates, territories, hours and absences of these engineers, from `at` on, ordered by id."""
    engineers = list(Engineer.objects.filter(pk__in=engineer_ids).select_related("calendar").order_by("id"))
    skills: dict[UUID, dict[str, int]] = defaultdict(dict)
    for row in EngineerSkill.objects.filter(engineer__in=engineers).select_related("skill"):
        skills[row.engineer_id][row.skill.code] = row.level
    proofs: dict[UUID, list[Certificate]] = defaultdict(list)
    for proof in CertificateRow.objects.filter(engineer__in=engineers).select_related("skill").order_by("id"):
        proofs[proof.engineer_id].append(_certificate(proof))
    territories: dict[UUID, dict[str, Rank]] = defaultdict(dict)
    for place in Territory.objects.filter(engineer__in=engineers):
        territories[place.engineer_id][place.region_code] = "primary" if place.rank == "primary" else "secondary"
    away: dict[UUID, list[tuple[datetime, datetime, str]]] = defaultdict(list)
    for absence in Absence.objects.filter(engineer__in=engineers, end_at__gt=at).order_by("start_at"):
        away[absence.engineer_id].append((absence.start_at, absence.end_at, absence.reason))
    shifts: dict[UUID, dict[date, tuple[Interval, ...]]] = defaultdict(dict)
    days = (at - timedelta(days=1)).date(), (at + AHEAD).date()
    for shift in Shift.objects.filter(engineer__in=engineers, date__range=days):
        shifts[shift.engineer_id][shift.date] = tuple(Interval(*i) for i in shift.intervals)
    return [
        EngineerFacts(
            engineer_id=each.id,
            name=each.name,
            active=each.active,
            skills=skills[each.id],
            certificates=tuple(proofs[each.id]),
            territories=territories[each.id],
            home=_home(each),
            hours=_hours(each, shifts[each.id]),
            absences=tuple(away[each.id]),
            capacity_minutes_per_day=each.capacity_minutes_per_day,
            overtime_minutes=each.overtime_minutes,
        )
        for each in engineers
    ]


def _certificate(row: CertificateRow) -> Certificate:
    skill = row.skill.code if row.skill else ""
    return Certificate(skill, row.name, row.valid_until, row.valid_from or date.min)


def _home(engineer: Engineer) -> Place | None:
    if engineer.latitude is None or engineer.longitude is None:
        return None
    return Place(float(engineer.latitude), float(engineer.longitude))


def _hours(engineer: Engineer, shifts: dict[date, tuple[Interval, ...]]) -> WorkingHours | None:
    """The calendar's hours, with the engineer's own shifts on the days that have one."""
    if engineer.calendar is None:
        return None
    hours = working_hours(engineer.calendar)
    return WorkingHours(hours.zone, hours.week, {**hours.exceptions, **shifts}) if shifts else hours
