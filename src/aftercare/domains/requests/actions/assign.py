"""Give a request to somebody, and take it back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from aftercare.domains.accounts.models import Team, User
from aftercare.domains.requests.actions.recording import (
    end_attempt,
    hold_for,
    let_go,
    open_attempt_of,
    record,
    renew_date,
)
from aftercare.domains.requests.errors import (
    AssignedMeanwhile,
    AssigneeNeeded,
    DatePassed,
    HolderLeft,
    OneHolder,
    ReasonNeeded,
)
from aftercare.domains.requests.events import RequestAssigned, RequestDeclined, RequestWithdrawn
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.domains.requests.states import FLOW, State
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.actor import Actor
from aftercare.kit.locking import keep_value


@transaction.atomic
def assign_request(
    actor: Actor,
    request: ServiceRequest,
    *,
    at: datetime,
    engineer: Engineer | None = None,
    assignee: User | None = None,
    team: Team | None = None,
    warnings: Sequence[str] = (),
    planned: bool = False,
    note: str = "",
) -> ServiceRequest:
    """Give the request to an engineer, a desk user (who tries at a distance) or a team.

    Opens the attempt; giving it on to somebody else keeps the attempt, and takes that the caller saw who had it: of
    two who assign at once one is refused. `warnings` are the codes of rules that the dispatcher overrode; `planned`
    says that a visit stands in the plan for it. What is about to lock or to lapse is given to nobody.
    """
    held = hold_for(actor, "assign", request)
    if not (engineer or assignee or team):
        raise AssigneeNeeded()
    if held.required_at <= at:  # whoever gets it now would have failed in a moment
        raise DatePassed(number=held.number, required=held.required_at)
    if held.state == State.ASSIGNED and _who_has(request) != _who_has(held):
        raise AssignedMeanwhile(number=held.number, name=str(held.engineer or held.assignee or held.team))
    before = held.engineer_id, held.assignee_id
    move = FLOW.move(held, "assign")
    attempt = give_to(held, engineer=engineer, assignee=assignee, team=team, planned=planned, at=at)
    assigned = RequestAssigned(
        request_id=held.id,
        attempt=attempt.position,
        engineer_id=held.engineer_id,
        assignee_id=held.assignee_id,
        team_id=held.team_id,
        before_engineer_id=before[0],
        before_assignee_id=before[1],
        warnings=tuple(warnings),
    )
    record(actor, held, assigned, at=at, move=move, text=note)
    return held


def _who_has(request: ServiceRequest) -> tuple[UUID | None, UUID | None, UUID | None]:
    return request.engineer_id, request.assignee_id, request.team_id


def give_to(
    request: ServiceRequest,
    *,
    engineer: Engineer | None,
    assignee: User | None,
    team: Team | None,
    at: datetime,
    planned: bool = False,
) -> Attempt:
    """Write down who has it, in the open attempt or a new one; whoever left, or leaves meanwhile, gets nothing."""
    if engineer is not None and assignee is not None:
        raise OneHolder()
    if engineer is not None and not keep_value(Engineer, engineer.id, "active"):
        raise HolderLeft(name=engineer.name)
    if assignee is not None and not keep_value(User, assignee.id, "is_active"):
        raise HolderLeft(name=assignee.name)
    request.engineer, request.team, request.working, request.break_until = engineer, team, False, None
    request.assignee_id = engineer.user_id if engineer else assignee.id if assignee else None
    attempt = open_attempt_of(request)
    if attempt is None:
        request.attempts_made += 1
        attempt = Attempt(request=request, series=request.series, position=request.attempts_made, opened_at=at)
    attempt.engineer, attempt.assignee_id, attempt.team = engineer, request.assignee_id, team
    attempt.planned = attempt.planned or planned  # what was planned before has to end with it
    attempt.save()
    return attempt


@transaction.atomic
def withdraw_request(actor: Actor, request: ServiceRequest, *, reason: str, at: datetime) -> ServiceRequest:
    """Take the request back from whoever has it; the attempt does not count."""
    return _give_back(actor, request, "withdraw", RequestWithdrawn, reason, at)


@transaction.atomic
def decline_request(actor: Actor, request: ServiceRequest, *, reason: str, at: datetime) -> ServiceRequest:
    """Give one's own request back to the dispatcher; the attempt does not count."""
    return _give_back(actor, request, "decline", RequestDeclined, reason, at)


def _give_back(
    actor: Actor,
    request: ServiceRequest,
    verb: str,
    event: type[RequestWithdrawn] | type[RequestDeclined],
    reason: str,
    at: datetime,
) -> ServiceRequest:
    held = hold_for(actor, verb, request)
    if not reason.strip():
        raise ReasonNeeded(errors={"reason": ReasonNeeded.sentence})
    move = FLOW.move(held, verb)
    attempt = end_attempt(actor, held, {"withdraw": "withdrawn", "decline": "declined"}[verb], at=at)
    let_go(held)
    fact = event(request_id=held.id, attempt=attempt, required_at=renew_date(held, at))
    record(actor, held, fact, at=at, move=move, text=reason)
    return held
