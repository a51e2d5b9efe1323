"""What happens to call-backs."""

from datetime import datetime
from uuid import UUID

from aftercare.kit.events import event


@event("call_back.opened")
class CallBackOpened:
    """A customer is to be called about a handled request."""

    call_back_id: UUID
    request_id: UUID
    attempt: int
    due_at: datetime


@event("call_back.tried")
class CallBackTried:
    """Nobody was reached; after the last try the service manager decides."""

    call_back_id: UUID
    request_id: UUID
    tries: int
    next_try_at: datetime
    due_at: datetime
    last: bool


@event("call_back.missed")
class CallBackMissed:
    """Its day passed and nobody called."""

    call_back_id: UUID
    request_id: UUID
    due_at: datetime


@event("call_back.answered")
class CallBackAnswered:
    """The customer said whether it is solved."""

    call_back_id: UUID
    request_id: UUID
    outcome: str
    channel: str
    tries: int
    satisfaction: int | None = None


@event("call_back.settled")
class CallBackSettled:
    """It needs no call any more: the manager decided, or the loop went on without it."""

    call_back_id: UUID
    request_id: UUID
    outcome: str


@event("call_back_rule.set")
class CallBackRuleSet:
    """How customers of a kind of request are called back was changed."""

    rule_id: UUID
    kind: str
    due_workdays: int
    most_tries: int
