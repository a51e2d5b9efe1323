"""Reads of the room: what is known of engineers, in a fixed number of statements however many they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from aftercare.domains.accounts.hours import Day, Interval, WorkingHours
from aftercare.domains.accounts.queries import company, working_hours
from aftercare.domains.workforce.facts import Certificate, EngineerFacts, Rank
from aftercare.domains.workforce.models import Absence, Engineer, EngineerSkill, Shift, Territory, TerritoryRank
from aftercare.domains.workforce.models import Certificate as CertificateRow

BEHIND, AHEAD = timedelta(days=3), timedelta(days=61)  # the furthest an opening is looked for, and the shifts around it
Engineers = Mapping[UUID, Engineer]


def facts_of(engineer_ids: Iterable[UUID], *, at: datetime) -> list[EngineerFacts]:
    """Skills, certificates, territories, hours and absences of these engineers, from `at` on, ordered by id.

    Six statements, however many engineers; what is planned and what is in the van is added by later rooms.
    """
    rows = Engineer.objects.filter(pk__in=list(engineer_ids)).select_related("calendar").order_by("id")
    engineers = {engineer.id: engineer for engineer in rows}
    skills, certificates, territories = _skills(engineers), _certificates(engineers), _territories(engineers)
    absences, shifts = _absences(engineers, at), _shifts(engineers, at)
    return [
        EngineerFacts(
            engineer_id=each.id,
            name=each.name,
            active=each.active,
            skills=dict(skills[each.id]),
            certificates=tuple(certificates[each.id]),
            territories=dict(territories[each.id]),
            home=each.home,
            hours=_hours(each, dict(shifts[each.id])),
            absences=tuple(absences[each.id]),
            capacity_minutes_per_day=each.capacity_minutes_per_day,
            overtime_minutes=each.overtime_minutes,
        )
        for each in engineers.values()
    ]


def ending_certificates(*, at: datetime, days_ahead: int) -> QuerySet[CertificateRow]:
    """Certificates of active engineers that end, or ended, within so many days and were not renewed, in order."""
    known = company()
    today, days = at.astimezone(ZoneInfo(known.time_zone) if known else None).date(), timedelta(days=days_ahead)
    rows = CertificateRow.objects.filter(withdrawn_at=None)
    later = rows.filter(engineer=OuterRef("engineer"), valid_until__gt=OuterRef("valid_until"))
    same_skill = Exists(later.filter(skill=OuterRef("skill")))
    same_pass = Exists(later.filter(skill=None, name=OuterRef("name")))
    ending = rows.filter(engineer__active=True, valid_until__range=(today - days, today + days))
    unrenewed = ending.exclude(same_skill).exclude(Q(skill=None) & same_pass)
    return unrenewed.select_related("engineer", "skill").order_by("valid_until", "id")


def renewed_by(certificate: CertificateRow) -> QuerySet[CertificateRow]:
    """What this certificate makes up for: earlier ones for the same skill, or, without one, of the same name."""
    same = Q(skill=certificate.skill_id) if certificate.skill_id else Q(skill=None, name=certificate.name)
    earlier = CertificateRow.objects.filter(same, engineer=certificate.engineer_id)
    return earlier.filter(valid_until__lt=certificate.valid_until)


def _skills(engineers: Engineers) -> Mapping[UUID, dict[str, int]]:
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    for row in EngineerSkill.objects.filter(engineer__in=engineers).select_related("skill").order_by("skill__code"):
        found[row.engineer_id][row.skill.code] = row.level
    return found


def _certificates(engineers: Engineers) -> Mapping[UUID, list[Certificate]]:
    found: dict[UUID, list[Certificate]] = defaultdict(list)
    rows = CertificateRow.objects.filter(engineer__in=engineers, withdrawn_at=None)
    for row in rows.select_related("skill").order_by("id"):
        skill = row.skill.code if row.skill else ""
        found[row.engineer_id].append(Certificate(skill, row.name, row.valid_until, row.valid_from or date.min))
    return found


def _territories(engineers: Engineers) -> Mapping[UUID, dict[str, Rank]]:
    found: dict[UUID, dict[str, Rank]] = defaultdict(dict)
    for row in Territory.objects.filter(engineer__in=engineers).order_by("region_code"):
        found[row.engineer_id][row.region_code] = "primary" if row.rank == TerritoryRank.PRIMARY else "secondary"
    return found


def _absences(engineers: Engineers, at: datetime) -> Mapping[UUID, list[tuple[datetime, datetime, str]]]:
    found: dict[UUID, list[tuple[datetime, datetime, str]]] = defaultdict(list)
    for row in Absence.objects.filter(engineer__in=engineers, end_at__gt=at).order_by("start_at", "id"):
        found[row.engineer_id].append((row.start_at, row.end_at, row.reason))
    return found


def _shifts(engineers: Engineers, at: datetime) -> Mapping[UUID, dict[date, Day]]:
    found: dict[UUID, dict[date, Day]] = defaultdict(dict)
    days = (at - BEHIND).date(), (at + AHEAD).date()
    for row in Shift.objects.filter(engineer__in=engineers, date__range=days):
        found[row.engineer_id][row.date] = tuple(Interval(start, end) for start, end in row.intervals)
    return found


def _hours(engineer: Engineer, shifts: Mapping[date, Day]) -> WorkingHours | None:
    """The calendar's hours, with the engineer's own on the days that have some."""
    if engineer.calendar is None:
        return None
    hours = working_hours(engineer.calendar)
    return WorkingHours(hours.zone, hours.week, {**hours.exceptions, **shifts}) if shifts else hours
