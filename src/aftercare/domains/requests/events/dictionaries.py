"""What happens to the words the loop is spoken in: kinds of requests and outcomes of attempts."""

from uuid import UUID

from aftercare.kit.events import event


@event("request_kind.added")
class RequestKindAdded:
    """Requests can be of a kind more."""

    kind_id: UUID
    code: str


@event("request_kind.changed")
class RequestKindChanged:
    """How the loop treats a kind was changed; the names of the changed fields."""

    kind_id: UUID
    code: str
    fields: tuple[str, ...]


@event("attempt_outcome.added")
class AttemptOutcomeAdded:
    """Attempts can fail for a reason more."""

    outcome_id: UUID
    code: str
    counts: bool


@event("attempt_outcome.changed")
class AttemptOutcomeChanged:
    """A reason of failing was changed; the names of the changed fields."""

    outcome_id: UUID
    code: str
    fields: tuple[str, ...]
