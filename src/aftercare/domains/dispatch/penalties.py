"""Soft rules: what each thing counts for or against an engineer, in minutes of travel."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from aftercare.domains.dispatch.decision import ScorePart
from aftercare.domains.dispatch.diary import Job
from aftercare.domains.dispatch.openings import Case, Opening, spare_minutes
from aftercare.domains.dispatch.rules import missing_parts, not_in_the_van, outside, territory_of
from aftercare.domains.dispatch.travel import TravelEstimate, distance_km
from aftercare.domains.dispatch.weights import Weights
from aftercare.domains.dispatch.words import Reason


@dataclass(frozen=True, slots=True)
class Counted:
    """What the soft rules look at: a case, the opening found for it, the weights, and the team's rare skills.

    `visits` are those planned on that day, each with its distance as the crow flies (km; None where not known).
    """

    case: Case
    opening: Opening
    weights: Weights
    rare_skills: frozenset[str]
    visits: tuple[tuple[Job, float | None], ...]

    @classmethod
    def of(cls, case: Case, opening: Opening, weights: Weights, rare_skills: frozenset[str]) -> "Counted":
        """Measure the distances once for all rules."""
        site = case.requirement.place
        visits = tuple((job, distance_km(site, job.place) if site and job.place else None) for job in opening.visits)
        return cls(case, opening, weights, rare_skills, visits)


Part = ScorePart | None


def score_parts(counted: Counted) -> Iterator[ScorePart]:
    """Every part that counts, in the order of the rules; travel and workload are told even when they are nought."""
    for rule in RULES:
        part = rule(counted)
        if part and (part.minutes or part.code in ALWAYS_TOLD):
            yield part


def above_mean(load: float, mean: float, weights: Weights) -> Part:
    """More planned than the others who fit have on average: the one part that depends on who else fits."""
    if load <= mean:
        return None
    shown = {"load": round(100 * load), "mean": round(100 * mean)}
    return _part("above_mean", (load - mean) * weights.above_mean_full_day, Reason("above_mean", shown))


def _part(code: str, minutes: float, why: Reason) -> ScorePart:
    return ScorePart(code, round(minutes, 1) + 0.0, why)  # + 0.0 makes -0.0 plain


def _travel(counted: Counted) -> Part:
    way = nearest_way(counted)
    return _part("travel", way.minutes * counted.weights.travel_factor, way.why)


def nearest_way(counted: Counted) -> TravelEstimate:
    """The way from the nearest visit of the day, or from home where that is nearer."""
    case = counted.case
    site, home, region, travel = case.requirement.place, case.engineer.home, case.requirement.region, case.travel
    if site is None:
        return travel.assumed("site", region)
    starts = [(km, "visit") for _job, km in counted.visits if km is not None]
    if home:
        starts.append((distance_km(home, site), "home"))
    if not starts:
        return travel.assumed("start", region)
    km, start = min(starts)
    return travel.over(km, region, start=start)


def _workload(counted: Counted) -> Part:
    opening = counted.opening
    shown = {
        "planned": opening.planned_minutes,
        "capacity_minutes": opening.capacity_minutes,
        "load": round(100 * opening.load),
        "visit_day": opening.day,
    }
    return _part("workload", opening.load * counted.weights.workload_full_day, Reason("workload", shown))


def _density(counted: Counted) -> Part:
    nearby = sum([_nearby(counted, job, km) for job, km in counted.visits])
    if not nearby:
        return None
    jobs = min(nearby, counted.weights.nearby_jobs_counted)
    why = Reason("density", {"jobs": jobs, "visit_day": counted.opening.day})
    return _part("density", -jobs * counted.weights.nearby_job, why)


def _nearby(counted: Counted, job: Job, km: float | None) -> bool:
    if km is not None:
        return km <= counted.weights.nearby_km
    region = counted.case.requirement.region
    return bool(region) and region == job.region


def _lateness(counted: Counted) -> Part:
    requirement, weights = counted.case.requirement, counted.weights
    worst, reserve = weights.lateness[requirement.urgency - 1], weights.reserve_minutes
    if not worst or not reserve:
        return None
    spare = spare_minutes(counted.case, counted.opening, reserve)
    if spare >= reserve:
        return None
    shown = {
        "end_at": counted.opening.end,
        "spare_minutes": spare,
        "reserve_minutes": reserve,
        "priority": requirement.urgency,
    }
    return _part("lateness", worst * (1 - spare / reserve), Reason("lateness", shown))


def _surplus(counted: Counted) -> Part:
    held = counted.case.engineer.skills
    above = {skill: held.get(skill, 0) - level for skill, level in counted.case.requirement.skills.items()}
    skills = [skill for skill, levels in above.items() if levels > 0]
    if not skills:
        return None
    levels = sum(above[skill] for skill in skills)
    why = Reason("surplus", {"levels": levels, "skills": counted.case.requirement.named(*skills)})
    return _part("surplus", levels * counted.weights.surplus_level, why)


def _rare_skill(counted: Counted) -> Part:
    rare = counted.rare_skills.intersection(counted.case.engineer.skills).difference(counted.case.requirement.skills)
    if not rare:
        return None
    why = Reason("rare_skill", {"skills": counted.case.requirement.named(*rare)})
    return _part("rare_skill", len(rare) * counted.weights.rare_skill, why)


def _continuity(counted: Counted) -> Part:
    came, engineer_id = counted.case.requirement.last_engineer_ids, counted.case.engineer.engineer_id
    if engineer_id not in came:
        return None
    place = came.index(engineer_id)
    return _part("continuity", -counted.weights.continuity / 2**place, Reason("continuity", {"place": place + 1}))


def _parts(counted: Counted) -> Part:
    missing = missing_parts(counted.case.requirement, counted.case.engineer)
    if not missing:
        return None
    minutes = counted.weights.parts_trip + len(missing) * counted.weights.missing_part
    return _part("parts", minutes, not_in_the_van(missing))


def _territory(counted: Counted) -> Part:
    engineer, requirement = counted.case.engineer, counted.case.requirement
    territory = territory_of(engineer, requirement.region)
    if territory is None:
        return _part("territory", counted.weights.outside_territory, outside(requirement, engineer))
    code, rank = territory
    if rank == "primary":
        return None
    return _part("territory", counted.weights.secondary_territory, Reason("territory_secondary", {"territory": code}))


def _preferred(counted: Counted) -> Part:
    if counted.case.requirement.preferred_engineer_id != counted.case.engineer.engineer_id:
        return None
    return _part("preferred", -counted.weights.preferred, Reason("preferred"))


def _overtime(counted: Counted) -> Part:
    minutes = counted.opening.overtime_minutes
    if not minutes:
        return None
    why = Reason("overtime", {"overtime_minutes": minutes, "visit_day": counted.opening.day})
    return _part("overtime", minutes * counted.weights.overtime_minute, why)


def _wait(counted: Counted) -> Part:
    requirement, weights = counted.case.requirement, counted.weights
    start, from_at = counted.opening.start, counted.case.window.start
    hours = (start - from_at).total_seconds() / 3600
    minutes = min(weights.wait_limit, hours * weights.wait_hour[requirement.urgency - 1])
    shown = {"start_at": start, "hours": hours, "from_at": from_at, "priority": requirement.urgency}
    return _part("wait", minutes, Reason("wait", shown))


ALWAYS_TOLD = frozenset({"travel", "workload"})
RULES: tuple[Callable[[Counted], Part], ...] = (
    _travel,
    _workload,
    _density,
    _lateness,
    _wait,
    _surplus,
    _rare_skill,
    _continuity,
    _parts,
    _territory,
    _preferred,
    _overtime,
)
