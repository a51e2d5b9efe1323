"""Choose an engineer for one visit: hard rules first, then everything in minutes of travel, the least total wins."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import filterfalse
from math import fsum
from uuid import UUID

from aftercare.domains.dispatch.by_hand import check_by_hand
from aftercare.domains.dispatch.decision import Choice, Scored, ScorePart
from aftercare.domains.dispatch.diary import Diary, Window
from aftercare.domains.dispatch.openings import Case, Opening, first_opening, shortage
from aftercare.domains.dispatch.penalties import Counted, above_mean, is_told, score_parts
from aftercare.domains.dispatch.requirement import Requirement
from aftercare.domains.dispatch.rules import ending_soon, refusals
from aftercare.domains.dispatch.travel import Travel, TravelEstimate
from aftercare.domains.dispatch.weights import Weights
from aftercare.domains.dispatch.words import Reason
from aftercare.domains.workforce.facts import Certificate, EngineerFacts, Place, PlannedJob

__all__ = [
    "Certificate",
    "Choice",
    "EngineerFacts",
    "Place",
    "PlannedJob",
    "Reason",
    "Requirement",
    "ScorePart",
    "Scored",
    "Travel",
    "TravelEstimate",
    "Weights",
    "check_by_hand",
    "choose",
]


@dataclass(frozen=True, slots=True)
class Looked:
    """One engineer looked at alone, before the team is compared."""

    engineer: EngineerFacts
    refused: tuple[Reason, ...]
    opening: Opening | None = None
    parts: tuple[ScorePart, ...] = ()
    warnings: tuple[Reason, ...] = ()
    silent: tuple[ScorePart, ...] = ()

    @property
    def load(self) -> float:
        """Share of the day that is already planned; full for one who has no opening."""
        return self.opening.load if self.opening else 1.0


def choose(requirement: Requirement, engineers: Iterable[EngineerFacts], weights: Weights, *, travel: Travel) -> Choice:
    """Choose the engineer with the least total; ties go to the one with less planned, then to the lower id."""
    team = list(engineers)
    window, rare = Window(requirement, weights.horizon_days), rare_skills(team, weights.rare_share)
    looked = [look(Case(requirement, each, window, Diary.of(each, window), travel), weights, rare) for each in team]
    fitting = [each for each in looked if not each.refused]
    mean = fsum(each.load for each in fitting) / len(fitting) if fitting else 0.0
    ranked = sorted(((_scored(each, mean, weights), each.load) for each in looked), key=_rank)
    candidates = tuple(scored for scored, _load in ranked)
    chosen = candidates[0] if fitting else None
    return Choice(chosen, candidates, _reason(ranked, len(fitting)))


def rare_skills(team: Sequence[EngineerFacts], share: float) -> frozenset[str]:
    """Skills that at most this share of the active engineers hold, or one alone."""
    active = [engineer for engineer in team if engineer.active]
    holders = Counter(skill for engineer in active for skill, level in engineer.skills.items() if level)
    return frozenset(skill for skill, held in holders.items() if held <= max(1, int(share * len(active))))


def look(case: Case, weights: Weights, rare: frozenset[str]) -> Looked:
    """Look at one engineer: the hard rules, and what the soft rules count where none refuses.

    Overtime is weighed against waiting, and the customer's wish against both: of several openings the one with the
    lowest total stands.
    """
    openings = list(_openings(case))
    if not openings:
        day = case.window.date_of(case.window.start)
        missing = shortage(case, case.engineer.overtime_minutes)
        return Looked(case.engineer, (*_refused(case, day, weights), missing))
    tried = [_with_opening(case, opening, weights, rare) for opening in openings]
    return min(tried, key=lambda each: (len(each.refused), _total(each.parts)))


def _openings(case: Case) -> Iterator[Opening]:
    regular = first_opening(case)
    if regular:
        yield regular
    wished = _wished_opening(case, regular)
    if wished:
        yield wished
    if not case.engineer.overtime_minutes or (regular and regular.start < case.days[0].until):
        return
    longer = first_opening(case, case.engineer.overtime_minutes)
    if longer and (regular is None or longer.start < regular.start):
        yield longer


def _wished_opening(case: Case, regular: Opening | None) -> Opening | None:
    """The first opening within the customer's wish, where the first of all does not lie there."""
    wish = case.requirement.wish
    if wish is None or (regular and wish.holds(regular.start)):
        return None
    found = first_opening(case, within=wish)
    if found is None and case.engineer.overtime_minutes:
        return first_opening(case, case.engineer.overtime_minutes, within=wish)
    return found


def _with_opening(case: Case, opening: Opening, weights: Weights, rare: frozenset[str]) -> Looked:
    refused = _refused(case, opening.day, weights)
    if refused:
        return Looked(case.engineer, refused, opening)
    parts = tuple(score_parts(Counted.of(case, opening, weights, rare)))
    told, silent = tuple(filter(is_told, parts)), tuple(filterfalse(is_told, parts))
    return Looked(case.engineer, (), opening, told, tuple(_warnings(case, opening, weights)), silent)


def _refused(case: Case, day: date, weights: Weights) -> tuple[Reason, ...]:
    strict = weights.outside_territory_refused
    return tuple(refusals(case.requirement, case.engineer, day, territory_refuses=strict))


def _warnings(case: Case, opening: Opening, weights: Weights) -> Iterator[Reason]:
    if case.engineer.hours is None:
        yield Reason("no_calendar")
    if case.engineer.certificates:
        notice = weights.certificate_notice_days
        yield from ending_soon(case.requirement, case.engineer, opening.day, notice_days=notice)


def _total(parts: Iterable[ScorePart]) -> float:
    return round(fsum(part.minutes for part in parts), 1)


def _scored(looked: Looked, mean: float, weights: Weights) -> Scored:
    engineer, opening = looked.engineer, looked.opening
    if looked.refused or opening is None:
        return Scored(engineer.engineer_id, engineer.name, looked.refused)
    busier = above_mean(looked.load, mean, weights)
    parts = (*looked.parts, busier) if busier else looked.parts
    begins = opening.start
    return Scored(engineer.engineer_id, engineer.name, (), parts, _total(parts), begins, looked.warnings, looked.silent)


def _rank(ranked: tuple[Scored, float]) -> tuple[int, float, float, UUID]:
    """The accepted by total, load and id; then the refused, those with the fewest reasons first."""
    scored, load = ranked
    return len(scored.refused), scored.total_minutes, load, scored.engineer_id


def _reason(ranked: Sequence[tuple[Scored, float]], fitting: int) -> Reason:
    """Why the first of the ranked is chosen, or why nobody is."""
    if not ranked:
        return Reason("no_engineers")
    if not fitting:
        counts = Counter(reason.code for scored, _load in ranked for reason in scored.refused)
        ordered = tuple(sorted(counts.items(), key=lambda count: (-count[1], count[0])))
        return Reason("nobody_fits", {"asked": len(ranked), "refused_counts": ordered})
    best, load = ranked[0]
    if fitting == 1:
        return Reason("only_fit", {"asked": len(ranked), "total_minutes": best.total_minutes})
    return _against_next(best, load, *ranked[1], fitting)


def _against_next(best: Scored, load: float, following: Scored, following_load: float, fitting: int) -> Reason:
    says = {"fitting": fitting, "total_minutes": best.total_minutes}
    lead = round(following.total_minutes - best.total_minutes, 1)
    if not lead:
        return Reason("tie_load" if load < following_load else "tie_order", says)
    codes = dict.fromkeys(part.code for part in (*following.parts, *best.parts))
    deciding = max(codes, key=lambda code: following.minutes_of(code) - best.minutes_of(code))
    return Reason("least_total", {**says, "lead_minutes": lead, "deciding_label": deciding})
