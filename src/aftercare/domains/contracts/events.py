"""What happens to promises and coverage."""

from datetime import datetime
from uuid import UUID

from aftercare.kit.events import event


@event("clock.due")
class ClockDue:
    """A share of a promise's time (percent) is spent; whoever owns the subject reacts."""

    clock_id: UUID
    subject_kind: str
    subject_id: UUID
    kind: str
    round: int
    stage: int
    due_at: datetime | None = None


@event("service_level.changed")
class ServiceLevelChanged:
    """A level's targets were set; requests promised before keep theirs."""

    level_id: UUID
    code: str
