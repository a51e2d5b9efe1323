"""What happens when work is given out."""

from datetime import datetime
from uuid import UUID

from aftercare.kit.events import event


@event("visit.planned")
class VisitPlanned:
    """A slot of an engineer is taken for a request."""

    visit_id: UUID
    request_id: UUID
    engineer_id: UUID
    planned_from: datetime
    planned_to: datetime


@event("visit.moved")
class VisitMoved:
    """A visit went a step further, or fell away."""

    visit_id: UUID
    request_id: UUID


@event("request.decided")
class EngineerChosen:
    """The house or a person chose who goes; the decision keeps every candidate, and whom the rules proposed instead."""

    request_id: UUID
    decision_id: UUID
    by_hand: bool
    overridden: bool = False
    engineer_id: UUID | None = None
    proposed_id: UUID | None = None


@event("weight_set.changed")
class WeightsChanged:
    """Other numbers decide from now on; which of them differ from those before."""

    weight_set_id: UUID
    number: int = 1
    fields: tuple[str, ...] = ()
