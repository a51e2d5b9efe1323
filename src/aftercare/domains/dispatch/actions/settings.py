"""Set the numbers by which engineers are chosen."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from aftercare.domains.dispatch.errors import WeightsOutOfBounds
from aftercare.domains.dispatch.events import WeightsChanged
from aftercare.domains.dispatch.models import WeightSet
from aftercare.domains.dispatch.policies import may_set_weights
from aftercare.domains.dispatch.weights import Weights, described
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.permissions import require


@transaction.atomic
def set_weights(actor: Actor, *, values: Mapping[str, Any], at: datetime, reason: str = "") -> WeightSet:
    """Use other numbers from now on; what is not given takes its default."""
    require(may_set_weights(actor))
    unknown = values.keys() - {each.name for each in described()}
    if unknown:
        raise WeightsOutOfBounds(reasons=", ".join(sorted(unknown)))
    weights = Weights.from_json(values)
    if wrong := weights.refusals():
        raise WeightsOutOfBounds(reasons=" ".join(each.sentence() for each in wrong))
    made = WeightSet.objects.create(values=weights.to_json(), reason=reason)
    publish(actor, WeightsChanged(weight_set_id=made.id), at=at)
    return made
