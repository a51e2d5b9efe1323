"""The loop's arithmetic without a database: which timed rule comes next, and whose step it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Protocol
from uuid import UUID

from aftercare.domains.accounts.hours import WorkingHours, add_working_seconds, add_working_time, working_time
from aftercare.domains.requests.states import OPEN, WITH_SOMEBODY, State

BREACH = 100  # the share of a promise's time (percent) from which on the manager is told too
MOST_FAILED = 2
LONGEST_WAIT = timedelta(days=90)  # a wait or a moved date further ahead is the manager's to decide
LONGEST_BREAK = timedelta(hours=2)  # who pauses the work on site keeps the job for so long, whatever was required
FARTHEST = timedelta(days=731)  # nobody requires or awaits anything later than this
CUSTOMER_WROTE = "request.customer_wrote"  # entries of work lists, by their kind
REASSIGN = "request.reassign"
SATISFIED, BEST = 3, 5  # the marks with which a customer closes a request
SENT_BACK = "sent_back"  # the figures of a closed request, until they are corrected


class Standing(Protocol):
    """What the rules look at."""

    state: str
    required_at: datetime
    suspended_until: datetime | None
    working: bool
    break_until: datetime | None
    assignee_id: UUID | None
    team_id: UUID | None
    engineer_id: UUID | None
    signed_off_at: datetime | None
    sign_off_note: str


class Dated(Protocol):
    """What counts down to the required date."""

    @property
    def state(self) -> str: ...
    @property
    def submitted_at(self) -> datetime: ...
    @property
    def required_at(self) -> datetime: ...
    @property
    def handled_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class NextStep:
    """Who owns the next step: a role, and a person where there is one."""

    role: str
    person_id: UUID | None = None
    team_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class RequiredDate:
    """How the required date stands: it runs, or the report that the work is handled kept or missed it."""

    kind: ClassVar[str] = "required_at"
    started_at: datetime
    due_at: datetime
    standing: str
    stopped_at: datetime | None


def required_date(request: Dated) -> RequiredDate | None:
    """The required date as a clock; None where the loop is over."""
    if request.state not in OPEN:
        return None
    stopped_at = request.handled_at if request.state == State.HANDLED else None
    standing = "running" if stopped_at is None else "met" if stopped_at <= request.required_at else "missed"
    return RequiredDate(request.submitted_at, request.required_at, standing, stopped_at)


def rule_due_at(request: Standing) -> datetime | None:
    """When a rule of the house moves the request by itself: locks it, lets it lapse, or wakes it."""
    if request.state == State.PENDING:
        return request.required_at
    if request.state in WITH_SOMEBODY:
        return None if request.working else max(request.required_at, request.break_until or request.required_at)
    return request.suspended_until if request.state == State.SUSPENDED else None


def next_step(request: Standing) -> NextStep | None:
    """The owner of the next step; None only when nothing is left to do."""
    match request.state:
        case State.PENDING | State.SUSPENDED:
            return NextStep("dispatcher")
        case State.ASSIGNED | State.IN_PROGRESS:
            return NextStep("engineer" if request.engineer_id else "agent", request.assignee_id, request.team_id)
        case State.HANDLED:
            return NextStep("callback")
        case State.LOCKED:
            return NextStep("manager")
        case State.CLOSED if request.signed_off_at is None:
            return _corrects(request) if request.sign_off_note == SENT_BACK else NextStep("manager")
    return None


def _corrects(request: Standing) -> NextStep:
    """Who had it corrects what was sent back; the manager, where nobody has it who signs in here."""
    if request.assignee_id is None and request.team_id is None:
        return NextStep("manager")
    return NextStep("engineer" if request.engineer_id else "agent", request.assignee_id, request.team_id)


def after_failure(failed_attempts: int, *, counted: bool) -> State:
    """Where a failed attempt leads: back to pending, and to the manager's lock at the second that counts."""
    return State.LOCKED if counted and failed_attempts >= MOST_FAILED else State.PENDING


def soonest_date(targets: Mapping[str, int], hours: WorkingHours, at: datetime) -> datetime:
    """The instant behind which a customer's date holds: when the house has promised to have assigned somebody."""
    return add_working_seconds(hours, at, targets.get("assignment", 0)) or at


def promised_date(targets: Mapping[str, int], hours: WorkingHours, at: datetime) -> datetime:
    """The required date that the promise gives from an instant: the resolution target in working time."""
    seconds = targets.get("resolution", 72 * 3600)
    return add_working_seconds(hours, at, seconds) or at + timedelta(seconds=seconds)


def postponed_date(hours: WorkingHours, date: datetime, since: datetime, until: datetime) -> datetime:
    """A required date after a wait: as much working time lies before it at the end of the wait as at its beginning.

    A date with no working time before it moves by as long as the wait lasts.
    """
    left = working_time(hours, since, date)
    reached = add_working_time(hours, until, left) if left else None
    return max(date, reached or date + (until - since))
