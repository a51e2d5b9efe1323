"""The same rules for a person who decides: few refuse, the rest becomes a warning that is recorded."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from aftercare.domains.accounts.hours import working_time
from aftercare.domains.dispatch.diary import DAY, MINUTE, Diary, Job, Window, absences, neighbours
from aftercare.domains.dispatch.openings import Case, first_opening, shortage
from aftercare.domains.dispatch.requirement import Requirement
from aftercare.domains.dispatch.rules import ending_soon, missing_parts, not_in_the_van, refusals
from aftercare.domains.dispatch.travel import Travel
from aftercare.domains.dispatch.weights import Weights
from aftercare.domains.dispatch.words import Reason
from aftercare.domains.workforce.facts import EngineerFacts

# A certificate that was never held binds like one that has ended: the law asks for a valid one.
REFUSES_BY_HAND = frozenset(
    {"inactive", "certificate_expired", "certificate_not_yet", "certificate_missing", "pass_expired"}
)


def check_by_hand(
    requirement: Requirement,
    engineer: EngineerFacts,
    *,
    start_at: datetime | None = None,
    weights: Weights | None = None,
    travel: Travel | None = None,
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """What refuses an assignment by hand, and what is only recorded as a warning.

    With `start_at` that time is examined; without it, whether there is any time before the required date.
    """
    weights = weights or Weights()
    window = Window(requirement, weights.horizon_days)
    case = Case(requirement, engineer, window, Diary.of(engineer, window), travel or Travel())
    if start_at is not None:
        visit_day, about_time = window.date_of(start_at), list(_at_that_time(case, start_at.astimezone(UTC)))
    else:
        visit_day, about_time = _at_any_time(case)
    found = [*refusals(requirement, engineer, visit_day, territory_refuses=True), *about_time]
    missing = missing_parts(requirement, engineer)
    if missing:
        found.append(not_in_the_van(missing))
    found += ending_soon(requirement, engineer, visit_day, notice_days=weights.certificate_notice_days)
    refuse = tuple(reason for reason in found if reason.code in REFUSES_BY_HAND)
    return refuse, tuple(reason for reason in found if reason.code not in REFUSES_BY_HAND)


def _at_any_time(case: Case) -> tuple[date, list[Reason]]:
    """The first day on which the visit could be, and what speaks against any time."""
    opening = first_opening(case) or first_opening(case, case.engineer.overtime_minutes)
    if opening is None:
        return case.window.date_of(case.window.start), [shortage(case, case.engineer.overtime_minutes)]
    if opening.overtime_minutes:
        return opening.day, [
            Reason("overtime", {"overtime_minutes": opening.overtime_minutes, "visit_day": opening.day})
        ]
    return opening.day, []


def _at_that_time(case: Case, start: datetime) -> Iterator[Reason]:
    """What speaks against one chosen time."""
    end = start + case.requirement.duration_minutes * MINUTE
    yield from _outside_hours(case, start, end)
    for from_at, until_at in absences(case.engineer):
        if from_at < end and start < until_at:
            yield Reason("absent_then", {"from_at": from_at, "until_at": until_at})
    yield from _beside_others(case, start, end)
    wish = case.requirement.wish
    if wish and not wish.holds(start):
        yield Reason("outside_wish", {"start_at": start, "from_at": wish.start, "until_at": wish.end})
    if end > case.window.latest:
        yield Reason("ends_late", {"end_at": end, "until_at": case.window.latest})
    yield from _over_capacity(case, start)


def _outside_hours(case: Case, start: datetime, end: datetime) -> Iterator[Reason]:
    if case.engineer.hours is None:
        yield Reason("no_calendar")
        return
    outside = ((end - start) - working_time(case.engineer.hours, start, end)) / MINUTE
    if outside:
        yield Reason("outside_hours", {"start_at": start, "end_at": end, "outside_minutes": outside})


def _beside_others(case: Case, start: datetime, end: datetime) -> Iterator[Reason]:
    """Visits at the same time, and ways too long for the time between."""
    visits = _of_the_day(case, start)
    overlapping = [job for job in visits if job.start < end and start < job.end]
    for job in overlapping:
        yield Reason("overlaps", {"from_at": job.start, "until_at": job.end})
    if overlapping:
        return
    before, after = neighbours(visits, start, end)
    if before:
        yield from _tight(case, "tight_before", (start - before.end) / MINUTE, before)
    if after:
        yield from _tight(case, "tight_after", (after.start - end) / MINUTE, after)


def _tight(case: Case, code: str, between: float, job: Job) -> Iterator[Reason]:
    way = round(case.travel.minutes(job.place, case.requirement.place, case.requirement.region), 1)
    if way > between:
        yield Reason(code, {"between_minutes": between, "way_minutes": way})


def _over_capacity(case: Case, start: datetime) -> Iterator[Reason]:
    planned = sum(job.minutes for job in _of_the_day(case, start)) + case.requirement.duration_minutes
    if planned > case.engineer.capacity_minutes_per_day:
        shown = {"planned_minutes": planned, "capacity_minutes": case.engineer.capacity_minutes_per_day}
        yield Reason("over_capacity", {**shown, "visit_day": case.window.date_of(start)})


def _of_the_day(case: Case, start: datetime) -> list[Job]:
    day = case.window.date_of(start)
    return case.diary.visits(case.window.midnight(day), case.window.midnight(day + DAY))
