"""How many minutes a rule counts: from the facts its reason keeps, under any weights.

A choice that is made and one that is looked at again with other weights go through the same sums.
"""

from collections.abc import Callable, Mapping
from typing import Any

from aftercare.domains.dispatch.weights import Weights
from aftercare.domains.dispatch.words import Reason

Facts = Mapping[str, Any]
Count = Callable[[Facts, Weights], float]


def minutes_of(code: str, why: Reason, weights: Weights) -> float:
    """What the rule counts in minutes of travel, to a tenth; negative speaks for the engineer."""
    if code == "territory":
        counted = weights.outside_territory if why.code == "outside_territory" else weights.secondary_territory
    elif why.code == "wish_kept":
        counted = 0.0
    else:
        counted = COUNTS[code](why.params, weights)
    return round(counted, 1) + 0.0  # + 0.0 makes -0.0 plain


def load_of(facts: Facts) -> float:
    """Share of the day's capacity that is already planned; a day without capacity is full."""
    capacity: float = facts["capacity_minutes"]
    planned: float = facts["planned"]
    return planned / capacity if capacity else 1.0


def above_mean(load: float, mean: float, weights: Weights) -> float:
    """What more work than the mean of those who fit counts: the one part that depends on who else fits."""
    return round(max(0.0, load - mean) * weights.above_mean_full_day, 1)


def _density(facts: Facts, weights: Weights) -> float:
    """Decisions kept before `nearby` was kept know only the jobs that counted then."""
    nearby: int = facts.get("nearby", facts["jobs"])
    return -min(nearby, weights.nearby_jobs_counted) * weights.nearby_job


def _lateness(facts: Facts, weights: Weights) -> float:
    if not weights.reserve_minutes:
        return 0.0
    left: float = min(1.0, facts["spare_minutes"] / weights.reserve_minutes)
    return weights.lateness[facts["priority"] - 1] * (1 - left)


def _wait(facts: Facts, weights: Weights) -> float:
    hours: float = facts["hours"]
    return min(weights.wait_limit, hours * weights.wait_hour[facts["priority"] - 1])


def _listed(facts: Facts, name: str) -> int:
    """How many a list in words names, where a decision was kept before their number was."""
    count: int = facts.get("count") or facts[name].count(", ") + 1
    return count


COUNTS: Mapping[str, Count] = {
    "travel": lambda facts, weights: facts["way_minutes"] * weights.travel_factor,
    "workload": lambda facts, weights: load_of(facts) * weights.workload_full_day,
    "density": _density,
    "lateness": _lateness,
    "wait": _wait,
    "wish": lambda _facts, weights: weights.outside_wish,
    "surplus": lambda facts, weights: facts["levels"] * weights.surplus_level,
    "rare_skill": lambda facts, weights: _listed(facts, "skills") * weights.rare_skill,
    "continuity": lambda facts, weights: -weights.continuity / 2 ** (facts["place"] - 1),
    "parts": lambda facts, weights: weights.parts_trip + _listed(facts, "parts") * weights.missing_part,
    "preferred": lambda _facts, weights: -weights.preferred,
    "overtime": lambda facts, weights: facts["overtime_minutes"] * weights.overtime_minute,
}
