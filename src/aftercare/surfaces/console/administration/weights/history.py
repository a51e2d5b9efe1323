"""The sets of weights one after another: who set each and when, why, and what differs from the one before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aftercare.domains.dispatch.models import WeightSet
from aftercare.domains.dispatch.queries import facts_of_sets, weights_of
from aftercare.surfaces.console.administration.audit.views import names_of, who
from aftercare.surfaces.console.administration.weights.words import changes
from aftercare.ui.parts import Words


@dataclass(frozen=True, slots=True)
class Told:
    """One set with its story."""

    weight_set: WeightSet
    at: datetime
    who: Words
    changes: list[tuple[Words, str, str]]


def told(sets: Sequence[WeightSet]) -> list[Told]:
    """The sets, the latest first and one behind the other, each with what it changed."""
    if not sets:
        return []
    facts = facts_of_sets(sets)
    names = names_of(facts.values())
    before = WeightSet.objects.filter(pk__lt=sets[-1].pk).order_by("-pk").first()
    pairs = zip(sets, [*sets[1:], before], strict=True)
    return [
        Told(one, facts[one.id].at, who(facts[one.id], names), changes(weights_of(older), weights_of(one)))
        for one, older in pairs
    ]
