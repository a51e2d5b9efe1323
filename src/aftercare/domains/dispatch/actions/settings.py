"""Set the numbers by which engineers are chosen."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from aftercare.domains.dispatch.errors import UnknownWeights, WeightsOutOfBounds
from aftercare.domains.dispatch.events import WeightsChanged
from aftercare.domains.dispatch.models import WeightSet
from aftercare.domains.dispatch.policies import may_set_weights
from aftercare.domains.dispatch.queries import active_weights, weights_of
from aftercare.domains.dispatch.weights import Weights, described
from aftercare.kit.actor import Actor
from aftercare.kit.errors import Stale
from aftercare.kit.events import publish
from aftercare.kit.locking import one_at_a_time
from aftercare.kit.permissions import require


@transaction.atomic
def set_weights(
    actor: Actor, *, values: Mapping[str, Any], at: datetime, reason: str = "", expected: int | None = None
) -> WeightSet:
    """Use other numbers from now on; what is not given takes its default.

    With `expected` they take the place of the set of that number only (0: the ready-made ones). The same numbers as
    those in force make no new set.
    """
    require(may_set_weights(actor))
    weights = usable(values)
    one_at_a_time("dispatch.weights")
    before = active_weights()
    number = before.version if before else 0
    if expected not in {None, number}:
        raise Stale()
    if before and weights_of(before) == weights:
        return before
    made = WeightSet.objects.create(values=weights.to_json(), reason=reason, version=number + 1)
    changed = weights_of(before).differing(weights)
    publish(actor, WeightsChanged(weight_set_id=made.id, number=made.version, fields=changed), at=at)
    return made


def usable(values: Mapping[str, Any]) -> Weights:
    """The numbers as weights, or the refusal that names each that can't be used."""
    if unknown := sorted(values.keys() - described().keys()):
        raise UnknownWeights(names=", ".join(unknown), errors=dict.fromkeys(unknown, UnknownWeights.sentence))
    weights = Weights.from_json(values)
    wrong: dict[str, list[str]] = defaultdict(list)
    for each in weights.refusals():
        wrong[each.params["weight"]].append(each.sentence())
    if wrong:
        said = {name: " ".join(sentences) for name, sentences in wrong.items()}
        raise WeightsOutOfBounds(reasons=" ".join(said.values()), errors=said)
    return weights
