"""Soft rules: what each thing counts for or against an engineer, in minutes of travel."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from aftercare.domains.dispatch import counting
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


Why = Reason | None


def score_parts(counted: Counted) -> Iterator[ScorePart]:
    """Every part that applies, in the order of the rules; also those that count nought by these weights."""
    for code, rule in RULES.items():
        why = rule(counted)
        if why is not None:
            yield ScorePart(code, counting.minutes_of(code, why, counted.weights), why)


def is_told(part: ScorePart) -> bool:
    """Whether a part is said: those of nought are silent, but for travel, workload and the wish."""
    return bool(part.minutes) or part.code in ALWAYS_TOLD


def above_mean(load: float, mean: float, weights: Weights) -> ScorePart | None:
    """More planned than the others who fit have on average: the one part that depends on who else fits."""
    minutes = counting.above_mean(load, mean, weights)
    if not minutes:
        return None
    shown = {"load": round(100 * load), "mean": round(100 * mean)}
    return ScorePart("above_mean", minutes, Reason("above_mean", shown))


def _travel(counted: Counted) -> Why:
    return nearest_way(counted).why


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


def _workload(counted: Counted) -> Why:
    opening = counted.opening
    shown = {
        "planned": opening.planned_minutes,
        "capacity_minutes": opening.capacity_minutes,
        "load": round(100 * opening.load),
        "visit_day": opening.day,
    }
    return Reason("workload", shown)


def _density(counted: Counted) -> Why:
    nearby = sum([_nearby(counted, job, km) for job, km in counted.visits])
    if not nearby:
        return None
    jobs = min(nearby, counted.weights.nearby_jobs_counted)
    return Reason("density", {"jobs": jobs, "nearby": nearby, "visit_day": counted.opening.day})


def _nearby(counted: Counted, job: Job, km: float | None) -> bool:
    if km is not None:
        return km <= counted.weights.nearby_km
    region = counted.case.requirement.region
    return bool(region) and region == job.region


def _lateness(counted: Counted) -> Why:
    reserve = counted.weights.reserve_minutes
    spare = spare_minutes(counted.case, counted.opening, reserve) if reserve else 0
    if spare >= reserve:
        return None
    shown = {
        "end_at": counted.opening.end,
        "spare_minutes": spare,
        "reserve_minutes": reserve,
        "priority": counted.case.requirement.urgency,
    }
    return Reason("lateness", shown)


def _surplus(counted: Counted) -> Why:
    held = counted.case.engineer.skills
    above = {skill: held.get(skill, 0) - level for skill, level in counted.case.requirement.skills.items()}
    skills = [skill for skill, levels in above.items() if levels > 0]
    if not skills:
        return None
    levels = sum(above[skill] for skill in skills)
    return Reason("surplus", {"levels": levels, "skills": counted.case.requirement.named(*skills)})


def _rare_skill(counted: Counted) -> Why:
    rare = counted.rare_skills.intersection(counted.case.engineer.skills).difference(counted.case.requirement.skills)
    if not rare:
        return None
    return Reason("rare_skill", {"skills": counted.case.requirement.named(*rare), "count": len(rare)})


def _continuity(counted: Counted) -> Why:
    came, engineer_id = counted.case.requirement.last_engineer_ids, counted.case.engineer.engineer_id
    if engineer_id not in came:
        return None
    return Reason("continuity", {"place": came.index(engineer_id) + 1})


def _parts(counted: Counted) -> Why:
    missing = missing_parts(counted.case.requirement, counted.case.engineer)
    return not_in_the_van(missing) if missing else None


def _territory(counted: Counted) -> Why:
    engineer, requirement = counted.case.engineer, counted.case.requirement
    territory = territory_of(engineer, requirement.region)
    if territory is None:
        return outside(requirement, engineer)
    code, rank = territory
    if rank == "primary":
        return None
    return Reason("territory_secondary", {"territory": code})


def _preferred(counted: Counted) -> Why:
    if counted.case.requirement.preferred_engineer_id != counted.case.engineer.engineer_id:
        return None
    return Reason("preferred", {"mark": counted.case.requirement.preferred_mark})


def _overtime(counted: Counted) -> Why:
    minutes = counted.opening.overtime_minutes
    if not minutes:
        return None
    return Reason("overtime", {"overtime_minutes": minutes, "visit_day": counted.opening.day})


def _wish(counted: Counted) -> Why:
    wish = counted.case.requirement.wish
    if wish is None:
        return None
    said = {"start_at": counted.opening.start, "from_at": wish.start, "until_at": wish.end}
    return Reason("wish_kept" if wish.holds(counted.opening.start) else "wish_missed", said)


def _wait(counted: Counted) -> Why:
    """Nobody waits for what comes when it is wished: such a visit counts from the beginning of the wish."""
    start, from_at, wish = counted.opening.start, counted.case.window.start, counted.case.requirement.wish
    if wish and wish.holds(start):
        from_at = max(from_at, wish.start)
    hours = (start - from_at).total_seconds() / 3600
    if not hours:
        return None
    priority = counted.case.requirement.urgency
    return Reason("wait", {"start_at": start, "hours": hours, "from_at": from_at, "priority": priority})


ALWAYS_TOLD = frozenset({"travel", "workload", "wish"})
RULES: Mapping[str, Callable[[Counted], Why]] = {
    "travel": _travel,
    "workload": _workload,
    "density": _density,
    "lateness": _lateness,
    "wait": _wait,
    "wish": _wish,
    "surplus": _surplus,
    "rare_skill": _rare_skill,
    "continuity": _continuity,
    "parts": _parts,
    "territory": _territory,
    "preferred": _preferred,
    "overtime": _overtime,
}
