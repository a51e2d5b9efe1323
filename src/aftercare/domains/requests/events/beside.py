"""The facts beside the moves: what was said, changed, told and tied."""

from datetime import datetime
from uuid import UUID

from aftercare.kit.events import event


@event("request.progressed")
class RequestProgressed:
    """A step of the visit: accepted, travelling, arrived, working or paused."""

    request_id: UUID
    attempt: int
    step: str


@event("request.absorbed")
class RequestAbsorbed:
    """Another request with the same wish was merged into this one."""

    request_id: UUID
    other: UUID


@event("request.changed")
class RequestChanged:
    """What it says was changed; a new priority brings new targets. A wish in `fields` without its ends is gone."""

    request_id: UUID
    fields: tuple[str, ...]
    priority: int | None = None
    targets: tuple[tuple[str, int], ...] = ()
    required_at: datetime | None = None
    category_id: UUID | None = None
    wished_from: datetime | None = None
    wished_to: datetime | None = None


@event("request.date_moved")
class RequiredDateMoved:
    """The required date was moved with the customer's word."""

    request_id: UUID
    reason: str
    before: datetime
    required_at: datetime


@event("request.responded")
class CustomerContacted:
    """A person called, wrote to or visited the customer; the first such contact is the first response."""

    request_id: UUID
    communication_id: UUID
    channel: str
    reached: bool = True  # whether anybody spoke; a call that found nobody answers no promise


@event("request.alerted")
class RequestAlerted:
    """A promise's clock reached a stage and somebody was told."""

    request_id: UUID
    clock: str
    stage: int
    role: str
    due_at: datetime | None = None


@event("request.noted")
class RequestNoted:
    """A colleague wrote a note, to some by name, with files."""

    request_id: UUID
    note_id: UUID
    internal: bool
    file_ids: tuple[UUID, ...] = ()
    person_ids: tuple[UUID, ...] = ()


@event("request.mentioned")
class PersonMentioned:
    """Colleagues were asked by name to look at a note."""

    request_id: UUID
    person_ids: tuple[UUID, ...]
    note_id: UUID


@event("request.watched")
class RequestWatched:
    """Somebody wants to hear of it from now on."""

    request_id: UUID
    person_id: UUID


@event("request.unwatched")
class RequestUnwatched:
    """Somebody needs to hear of it no more."""

    request_id: UUID
    person_id: UUID


@event("request.file_attached")
class FileAttached:
    """A file was kept with it; its name is among the words, where it can be erased."""

    request_id: UUID
    file_id: UUID
    size: int
    internal: bool


@event("request.linked")
class RequestsLinked:
    """It was tied to another request."""

    request_id: UUID
    other: UUID
    kind: str


@event("request.unlinked")
class RequestsUnlinked:
    """It is tied to another request no more."""

    request_id: UUID
    other: UUID
    kind: str


@event("request.split")
class RequestSplit:
    """A part of what it wished became a request of its own."""

    request_id: UUID
    other: UUID


@event("request.late_report_kept")
class LateReportKept:
    """A report arrived after somebody had moved the request on; the service manager looks at it."""

    request_id: UUID
    verb: str
    done_at: datetime


@event("request.attempt_ended")
class PlannedAttemptEnded:
    """An attempt for which a visit was planned ended; the visit is over or not needed any more."""

    request_id: UUID
    attempt: int
    result: str


@event("request.link_renewed")
class RequestLinkRenewed:
    """The links given to the customer before open nothing any more."""

    request_id: UUID


@event("request.corrected")
class RequestCorrected:
    """What was sent back at the sign-off was corrected; the service manager judges it anew."""

    request_id: UUID


@event("request.correction_escalated")
class CorrectionEscalated:
    """Whoever was to correct what was sent back left; the service manager does."""

    request_id: UUID
