"""What other weights would have decided: kept choices are counted again from the facts their reasons keep.

Each engineer stands with the opening that was found then. What was not looked at then is not known now: see `unseen`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import fsum
from uuid import UUID

from aftercare.domains.dispatch.counting import above_mean, load_of, minutes_of
from aftercare.domains.dispatch.decision import Choice, Scored
from aftercare.domains.dispatch.weights import Weights
from aftercare.domains.dispatch.words import Reason

OUTSIDE = "outside_territory"
# They decide what is looked at, not how much it counts.
LOOKING = ("nearby_km", "rare_share", "horizon_days")


@dataclass(frozen=True, slots=True)
class Weighed:
    """One engineer of a kept choice, counted again: minutes by rule."""

    engineer_id: UUID
    load: float
    minutes: Mapping[str, float]

    @property
    def total(self) -> float:
        """Minutes in all, as a choice adds them up."""
        return round(fsum(self.minutes.values()), 1)


@dataclass(frozen=True, slots=True)
class Difference:
    """A past choice that other weights would have decided otherwise; `now_id` is None where nobody would be left."""

    request_id: UUID
    then_id: UUID
    now_id: UUID | None
    ahead_minutes: float
    why: Reason


def weighed(choice: Choice, weights: Weights) -> tuple[Weighed, ...]:
    """Those who fit by these weights, the best first, in the order in which a choice ranks them."""
    fitting = [(scored, _load(scored)) for scored in choice.candidates if _fits(scored, weights)]
    mean = fsum(load for _scored, load in fitting) / len(fitting) if fitting else 0.0
    found = [Weighed(scored.engineer_id, load, _minutes(scored, load, mean, weights)) for scored, load in fitting]
    return tuple(sorted(found, key=lambda each: (each.total, each.load, each.engineer_id)))


def what_if(past: Iterable[tuple[UUID, Choice]], weights: Weights) -> Iterator[Difference]:
    """The past choices, each with its request, that fall on somebody else with these weights; not those of nobody."""
    for request_id, choice in past:
        if choice.chosen is None:
            continue
        ranked = weighed(choice, weights)
        if not ranked or ranked[0].engineer_id != choice.chosen.engineer_id:
            yield _difference(request_id, choice, choice.chosen, ranked)


def unseen(before: Weights, after: Weights) -> tuple[str, ...]:
    """The changed weights whose effect past choices can't tell, because it concerns what was not looked at then."""
    names = {name for name in before.differing(after) if name in LOOKING}
    if after.reserve_minutes > before.reserve_minutes:
        names.add("reserve_minutes")
    if before.outside_territory_refused and not after.outside_territory_refused:
        names.add("outside_territory_refused")
    return tuple(name for name in before.differing(after) if name in names)


def _fits(scored: Scored, weights: Weights) -> bool:
    outside = any(part.why.code == OUTSIDE for part in (*scored.parts, *scored.silent))
    return scored.accepted and not (weights.outside_territory_refused and outside)


def _load(scored: Scored) -> float:
    return next(load_of(part.why.params) for part in scored.parts if part.code == "workload")


def _minutes(scored: Scored, load: float, mean: float, weights: Weights) -> dict[str, float]:
    own = [part for part in (*scored.parts, *scored.silent) if part.code != "above_mean"]
    counted = {part.code: minutes_of(part.code, part.why, weights) for part in own}
    return {**counted, "above_mean": above_mean(load, mean, weights)}


def _difference(request_id: UUID, choice: Choice, then: Scored, ranked: tuple[Weighed, ...]) -> Difference:
    if not ranked:
        return Difference(request_id, then.engineer_id, None, 0.0, Reason("shift_nobody"))
    best = ranked[0]
    now = next(scored for scored in choice.candidates if scored.engineer_id == best.engineer_id)
    loser = next((each for each in ranked if each.engineer_id == then.engineer_id), None)
    if loser is None:
        return Difference(request_id, then.engineer_id, now.engineer_id, 0.0, Reason("shift_refused"))
    ahead = round(loser.total - best.total, 1)
    why = _why(then, now, loser, best, ahead)
    return Difference(request_id, then.engineer_id, now.engineer_id, ahead, why)


def _why(then: Scored, now: Scored, loser: Weighed, best: Weighed, ahead: float) -> Reason:
    """How far the winner was behind, and by which rule the most was made up."""
    says = {"behind_minutes": round(now.total_minutes - then.total_minutes, 1)}
    if not ahead:
        return Reason("shift_even", says)

    def gained(code: str) -> float:
        lead = loser.minutes.get(code, 0.0) - best.minutes.get(code, 0.0)
        return lead - (then.minutes_of(code) - now.minutes_of(code))

    deciding = max(dict.fromkeys((*loser.minutes, *best.minutes)), key=gained)
    return Reason("shift_ahead", {**says, "ahead_minutes": ahead, "deciding_label": deciding})
