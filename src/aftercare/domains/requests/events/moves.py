"""One event for every move of a request."""

from datetime import datetime
from uuid import UUID

from aftercare.kit.events import event

Seconds = tuple[tuple[str, int], ...]  # clock kind and seconds promised


@event("request.submitted")
class RequestSubmitted:
    """A request came in; what was promised is part of the fact."""

    request_id: UUID
    customer_id: UUID
    kind: str
    priority: int
    channel: str
    level_id: UUID
    promise_source: str
    targets: Seconds
    required_at: datetime
    wished_at: datetime | None = None  # the customer's own, where it is earlier than what was promised
    device_id: UUID | None = None
    product_id: UUID | None = None
    problem_type_id: UUID | None = None
    covered_by: str = ""
    repeat_of: UUID | None = None
    suspended_until: datetime | None = None
    reason: str = ""
    pauses: tuple[str, ...] = ()
    auto_assign: bool = False
    category_id: UUID | None = None  # the kind of product, where no device tells it
    wished_from: datetime | None = None  # when the customer would like somebody to come
    wished_to: datetime | None = None
    date_before: datetime | None = None  # what would hold, had it not begun with a wait
    date_was_given: bool | None = None


@event("request.assigned")
class RequestAssigned:
    """Somebody has it now; the attempt was opened, or handed on."""

    request_id: UUID
    attempt: int
    engineer_id: UUID | None = None
    assignee_id: UUID | None = None
    team_id: UUID | None = None
    before_engineer_id: UUID | None = None
    before_assignee_id: UUID | None = None
    warnings: tuple[str, ...] = ()


@event("request.withdrawn")
class RequestWithdrawn:
    """The dispatcher took it back."""

    request_id: UUID
    attempt: int
    required_at: datetime | None = None


@event("request.declined")
class RequestDeclined:
    """The engineer gave it back."""

    request_id: UUID
    attempt: int
    required_at: datetime | None = None


@event("request.started")
class RequestStarted:
    """Work began: by an engineer at the customer's, or by the desk, which names none."""

    request_id: UUID
    attempt: int
    engineer_id: UUID | None = None
    required_at: datetime | None = None  # renewed, where the report came after the date had passed


@event("request.handled")
class RequestHandled:
    """The attempt solved it; the customer is called back next. `reported_at` is there where the report came later."""

    request_id: UUID
    attempt: int
    customer_id: UUID
    engineer_id: UUID | None = None
    assignee_id: UUID | None = None
    reported_at: datetime | None = None


@event("request.failed")
class RequestFailed:
    """The attempt did not solve it."""

    request_id: UUID
    attempt: int
    outcome: str
    counted: bool
    failed_attempts: int
    required_at: datetime | None = None


@event("request.lapsed")
class RequestLapsed:
    """The required date passed without a result."""

    request_id: UUID
    attempt: int
    failed_attempts: int
    due_at: datetime
    required_at: datetime | None = None
    date_given: bool | None = None  # whether somebody had named the date that passed


@event("request.locked")
class RequestLocked:
    """The required date passed with nobody assigned; it is the service manager's now."""

    request_id: UUID
    due_at: datetime


@event("request.unlocked")
class RequestUnlocked:
    """The service manager decided how it goes on; the decision is in the words."""

    request_id: UUID
    required_at: datetime | None = None
    engineer_id: UUID | None = None
    assignee_id: UUID | None = None
    team_id: UUID | None = None


@event("request.concluded")
class RequestConcluded:
    """The service manager closed it by a recorded decision."""

    request_id: UUID
    decision: str


@event("request.confirmed")
class RequestConfirmed:
    """The customer is satisfied: the loop is closed."""

    request_id: UUID
    satisfaction: int
    in_call: bool = False


@event("request.rejected")
class RequestRejected:
    """The customer is not satisfied: it counts as a failed attempt."""

    request_id: UUID
    attempt: int
    failed_attempts: int
    satisfaction: int | None = None
    required_at: datetime | None = None


@event("request.unreached")
class CustomerUnreached:
    """The call-back found nobody."""

    request_id: UUID
    tries: int


@event("request.suspended")
class RequestSuspended:
    """Work waits for something until an instant; the named clocks rest meanwhile."""

    request_id: UUID
    reason: str
    until: datetime
    pauses: tuple[str, ...] = ()
    required_at: datetime | None = None  # where the wait moves it
    date_before: datetime | None = None
    date_was_given: bool | None = None


@event("request.resumed")
class RequestResumed:
    """The waiting is over."""

    request_id: UUID
    required_at: datetime | None = None  # given anew by the promise
    date_back: datetime | None = None  # where a wait that ended early leaves the date it had moved


@event("request.cancelled")
class RequestCancelled:
    """The wish is gone."""

    request_id: UUID


@event("request.merged")
class RequestMerged:
    """It was the same wish as another request, which goes on."""

    request_id: UUID
    into: UUID


@event("request.reopened")
class RequestReopened:
    """The customer came back: a new series of attempts begins."""

    request_id: UUID
    series: int
    required_at: datetime
    targets: Seconds


@event("request.signed_off")
class RequestSignedOff:
    """Hours, parts and costs were accepted, or sent back."""

    request_id: UUID
    accepted: bool


@event("request.retracted")
class RequestRetracted:
    """A timed move was taken back, because a report made before it arrived after it."""

    request_id: UUID
    undone: tuple[int, ...]
    failed_attempts: int
    required_at: datetime
