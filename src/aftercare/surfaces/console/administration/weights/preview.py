"""What other weights would have changed, in words: how many choices, which, from whom to whom, and why."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from aftercare.domains.dispatch.queries import Preview, what_would_change
from aftercare.domains.dispatch.weights import Weights
from aftercare.domains.requests.policies import visible_to as visible_requests
from aftercare.domains.workforce.policies import visible_to as visible_engineers
from aftercare.kit.actor import Actor
from aftercare.surfaces.console.administration.weights.words import labels_of
from aftercare.ui.parts import Words

MOST_LINES, MOST_PEOPLE = 50, 10


@dataclass(frozen=True, slots=True)
class Line:
    """A choice that would have fallen on somebody else; names and numbers only of what the reader may see."""

    request_id: UUID
    number: str
    then: str
    now: str
    ahead_minutes: float
    why: Words


@dataclass(frozen=True, slots=True)
class Shift:
    """An engineer who would have had more or fewer of the choices."""

    name: str
    count: int

    @property
    def signed(self) -> str:
        """The count with its sign."""
        return f"{self.count:+d}".replace("-", "−")


def preview_for(actor: Actor, weights: Weights) -> dict[str, Any]:
    """The look ahead, as the page shows it."""
    found = what_would_change(weights)
    shown = found.differences[:MOST_LINES]
    shifts = _shifts(found)
    people = {person for each in shown for person in (each.then_id, each.now_id) if person} | shifts.keys()
    names = dict(visible_engineers(actor).filter(pk__in=people).values_list("pk", "name"))
    requests = {each.request_id for each in shown}
    numbers = dict(visible_requests(actor).filter(pk__in=requests).values_list("pk", "number"))
    return {
        "found": found,
        "count": len(found.differences),
        "lines": [
            Line(
                each.request_id,
                numbers.get(each.request_id, ""),
                names.get(each.then_id, ""),
                names.get(each.now_id, "") if each.now_id else "",
                each.ahead_minutes,
                each.why.sentence(),
            )
            for each in shown
        ],
        "more": len(found.differences) - len(shown),
        "shifts": _named(shifts, names),
        "unseen": labels_of(found.unseen),
    }


def _shifts(found: Preview) -> Mapping[UUID, int]:
    """Who would have had how many more (or, negative, fewer), those with the most of either."""
    count: Counter[UUID] = Counter()
    for each in found.differences:
        count[each.then_id] -= 1
        if each.now_id is not None:
            count[each.now_id] += 1
    changed = [(person, by) for person, by in count.items() if by]
    return dict(sorted(changed, key=lambda pair: (-abs(pair[1]), pair[0]))[:MOST_PEOPLE])


def _named(shifts: Mapping[UUID, int], names: Mapping[UUID, str]) -> list[Shift]:
    found: Iterable[Shift] = (Shift(names[person], by) for person, by in shifts.items() if person in names)
    return sorted(found, key=lambda each: -each.count)
