"""How a request is told: whole, and as a line of a list."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, NotRequired
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.contracts.models import Priority
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import available_actions, clocks_of
from aftercare.domains.requests.rules import next_step
from aftercare.kit.actor import Actor
from aftercare.surfaces.api.people import Coded, Named, Numbered, by_code, by_name, by_number
from aftercare.surfaces.api.shares import CoverageShown, show_coverage

StateName = Literal["pending", "suspended", "assigned", "in_progress", "handled", "locked", "closed", "cancelled"]
PriorityName = Literal["urgent", "high", "normal", "low"]
PRIORITIES: Mapping[int, str] = {priority.value: priority.name.lower() for priority in Priority}
VALUES: Mapping[str, int] = {name: value for value, name in PRIORITIES.items()}


class DeviceNamed(TypedDict):
    """The device a request is about."""

    id: UUID
    number: str
    serial: str
    product: Numbered | None


class ClockShown(TypedDict):
    """A promise: until when, and how it stands."""

    kind: Annotated[str, Field(examples=["first_response", "assignment", "arrival", "resolution"])]
    due_at: datetime | None
    state: Annotated[str, Field(examples=["running", "paused", "met", "missed", "cancelled"])]
    reason: Annotated[str, Field(description="Why it is paused; empty otherwise.")]


class NextStep(TypedDict):
    """Whose step is next: a role, and the person or team where one is named."""

    role: str
    person: Named | None
    team: Named | None


class Suspended(TypedDict):
    """Why a request waits, and until when."""

    reason: str
    until: datetime


# By its keys: one of them is a word of the language.
WishedTimeShown = TypedDict("WishedTimeShown", {"from": datetime, "to": datetime})
WishedTimeShown.__doc__ = "When the customer would like somebody to come."


class RequestRow(TypedDict):
    """A request as a line of a list."""

    id: UUID
    number: Annotated[str, Field(examples=["SR-2026-000123"])]
    state: StateName
    stage: Annotated[str | None, Field(description="The stage of a custom flow inside the state.")]
    kind: str
    priority: PriorityName
    title: str
    customer: Numbered
    device: DeviceNamed | None
    problem_type: Coded | None
    site: Named | None
    engineer: Coded | None
    attempts: Annotated[int, Field(description="Attempts made so far; the one under way counts.")]
    failed_attempts: Annotated[int, Field(description="Failed attempts that count; the second one locks the request.")]
    next_step: NextStep | None
    required_at: datetime
    version: int
    created_at: datetime
    clocks: NotRequired[Annotated[list[ClockShown], Field(description="With `expand=clocks`.")]]


class RequestShown(TypedDict):
    """A request with everything that is decided and promised about it."""

    id: UUID
    number: Annotated[str, Field(examples=["SR-2026-000123"])]
    external_id: str | None
    state: StateName
    state_since: datetime
    stage: Annotated[str | None, Field(description="The stage of a custom flow inside the state.")]
    kind: str
    priority: PriorityName
    title: str
    description: str
    channel: str
    problem_type: Coded | None
    customer: Numbered
    contact: Named | None
    site: Named | None
    device: DeviceNamed | None
    category: Annotated[Coded | None, Field(description="The kind of product, where no device tells it.")]
    unit: Coded | None
    coverage: CoverageShown
    clocks: list[ClockShown]
    attempts: Annotated[int, Field(description="Attempts made so far; the one under way counts.")]
    failed_attempts: Annotated[int, Field(description="Failed attempts that count; the second one locks the request.")]
    engineer: Coded | None
    next_step: NextStep | None
    required_at: datetime
    originally_required_at: datetime
    wished: Annotated[WishedTimeShown | None, Field(description="A wish; what is promised stands in `required_at`.")]
    suspended: Suspended | None
    locked_for: str | None
    first_response_at: datetime | None
    handled_at: datetime | None
    unreachable_tries: int
    closed_at: datetime | None
    satisfaction: int | None
    decision: str | None
    signed_off_at: datetime | None
    parent_id: UUID | None
    repeat_of_id: UUID | None
    merged_into_id: UUID | None
    available_actions: Annotated[list[str], Field(description="The verbs this person may use now.")]
    version: int
    created_at: datetime


def show_request(actor: Actor, request: ServiceRequest) -> dict[str, Any]:
    """The whole request, as this person may act on it; one statement for its clocks."""
    return {
        **_common(request),
        "external_id": request.external_id,
        "state_since": request.state_since,
        "description": request.description,
        "channel": request.channel,
        "contact": by_name(request.contact),
        "category": by_code(request.category),
        "unit": by_code(request.unit),
        "coverage": show_coverage(request.coverage),
        "clocks": [show_clock(clock) for clock in clocks_of(request)],
        "originally_required_at": request.originally_required_at,
        "wished": {"from": request.wished_from, "to": request.wished_to} if request.wished_from else None,
        "suspended": _suspended(request),
        "locked_for": request.locked_for or None,
        "first_response_at": request.first_response_at,
        "handled_at": request.handled_at,
        "unreachable_tries": request.unreachable_tries,
        "closed_at": request.closed_at,
        "satisfaction": request.satisfaction,
        "decision": request.decision or None,
        "signed_off_at": request.signed_off_at,
        "parent_id": request.parent_id,
        "repeat_of_id": request.repeat_of_id,
        "merged_into_id": request.merged_into_id,
        "available_actions": available_actions(actor, request),
    }


def show_clock(clock: Any) -> ClockShown:
    """One promise."""
    return {"kind": clock.kind, "due_at": clock.due_at, "state": clock.standing, "reason": clock.reason}


def _common(request: ServiceRequest) -> dict[str, Any]:
    return {
        "id": request.id,
        "number": request.number,
        "state": request.state,
        "stage": request.stage or None,
        "kind": request.kind_id,
        "priority": PRIORITIES[request.priority],
        "title": request.title,
        "customer": by_number(request.customer),
        "device": _device(request),
        "problem_type": by_code(request.problem_type),
        "site": by_name(request.site),
        "engineer": by_code(request.engineer),
        "attempts": request.attempts_made,
        "failed_attempts": request.failed_attempts,
        "next_step": _next_step(request),
        "required_at": request.required_at,
        "version": request.version,
        "created_at": request.submitted_at,
    }


def _device(request: ServiceRequest) -> DeviceNamed | None:
    device = request.device
    if device is None:
        return None
    return {"id": device.id, "number": device.number, "serial": device.serial, "product": by_number(request.product)}


def _next_step(request: ServiceRequest) -> NextStep | None:
    step = next_step(request)
    if step is None:
        return None
    person = request.assignee if step.person_id else None
    return {"role": step.role, "person": by_name(person), "team": by_name(request.team if step.team_id else None)}


def _suspended(request: ServiceRequest) -> Suspended | None:
    if request.suspended_until is None:
        return None
    return {"reason": request.suspended_for_id or "", "until": request.suspended_until}
