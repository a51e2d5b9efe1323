"""Work on a request: start, report steps, handle, fail. Reports may arrive late, from a phone that was offline."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from aftercare.domains.requests.actions.late import instant_of_report, make_way_for_report, told_since
from aftercare.domains.requests.actions.recording import (
    end_attempt,
    hold,
    hold_for,
    let_go,
    note_response,
    open_attempt_of,
    record,
    renew_date,
)
from aftercare.domains.requests.actions.tasks import ask_manager
from aftercare.domains.requests.errors import NothingUnderWay, UnknownChoice
from aftercare.domains.requests.events import RequestFailed, RequestHandled, RequestProgressed, RequestStarted
from aftercare.domains.requests.guards import before_handling, before_starting
from aftercare.domains.requests.models import AttemptOutcome, ServiceRequest
from aftercare.domains.requests.policies import may_report_progress
from aftercare.domains.requests.rules import LONGEST_BREAK, after_failure
from aftercare.domains.requests.states import FLOW, WITH_SOMEBODY, WORDS, State
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import require

ON_SITE = ("working", "paused")
STEPS = ("accepted", "travelling", "arrived", *ON_SITE)


@transaction.atomic
def start_request(
    actor: Actor, request: ServiceRequest, *, at: datetime, done_at: datetime | None = None
) -> ServiceRequest:
    """Begin to work; `done_at` is when it happened, if the report comes later. Later rooms may veto it.

    An engineer is on site from here on, so that the required date does not take the job away meanwhile. Where nobody
    is and the date has passed before the report came, it is renewed: what the report took back is not done again.
    """
    done = make_way_for_report(actor, request, "start", done_at=done_at, at=at)
    held = hold_for(actor, "start", request)
    before_starting.check(held)
    move = FLOW.move(held, "start")
    attempt = open_attempt_of(held)
    assert attempt is not None  # noqa: S101  an assigned request has an open attempt
    attempt.started_at = done
    attempt.save(update_fields=["started_at"])
    if held.engineer_id is not None:
        note_response(actor, held, at=done)
        held.working = held.working or not told_since(held, done)
    fact = RequestStarted(
        request_id=held.id,
        attempt=attempt.position,
        engineer_id=held.engineer_id,
        required_at=None if held.working or done == at else renew_date(held, at),
    )
    record(actor, held, fact, at=done, recorded_at=at, move=move)
    return held


@transaction.atomic
def report_progress(
    actor: Actor, request: ServiceRequest, *, step: str, at: datetime, done_at: datetime | None = None
) -> ServiceRequest:
    """Tell a step of the visit; while somebody works on site, or has a break from it, the required date does not take
    the job away.

    Whether somebody is, the step that was done last says, in whichever order the steps arrive.
    """
    held = hold(request)
    require(may_report_progress(actor, held))
    if step not in STEPS:
        raise UnknownChoice(value=step, known=", ".join(STEPS), errors={"step": UnknownChoice.sentence})
    if held.state not in WITH_SOMEBODY:
        raise NothingUnderWay(number=held.number, state=WORDS[held.state], allowed=tuple(FLOW.verbs(held.state)))
    done = instant_of_report(held, done_at, at=at)
    if step in ON_SITE and not told_since(held, done):
        if held.working and step == "paused":
            held.break_until = done + LONGEST_BREAK
        held.working = step == "working"
    if step == "arrived":
        note_response(actor, held, at=done)
    fact = RequestProgressed(request_id=held.id, attempt=held.attempts_made, step=step)
    record(actor, held, fact, at=done, recorded_at=at)
    return held


@transaction.atomic
def handle_request(
    actor: Actor, request: ServiceRequest, *, at: datetime, done_at: datetime | None = None, work_done: str = ""
) -> ServiceRequest:
    """Report it solved; later rooms veto this while the service record is not complete."""
    done = make_way_for_report(actor, request, "handle", done_at=done_at, at=at)
    held = hold_for(actor, "handle", request)
    before_handling.check(held)
    move = FLOW.move(held, "handle")
    attempt = end_attempt(actor, held, "solved", at=done)
    held.handled_at, held.handled_by = done, _solver(actor, held)
    held.unreachable_tries = 0
    fact = RequestHandled(
        request_id=held.id,
        attempt=attempt,
        customer_id=held.customer_id,
        engineer_id=held.engineer_id,
        assignee_id=held.assignee_id,
        reported_at=at if done < at else None,
    )
    record(actor, held, fact, at=done, recorded_at=at, move=move, text=work_done)
    return held


def _solver(actor: Actor, request: ServiceRequest) -> UUID | None:
    """Who must not call back: whoever had it, or else whoever reports; nobody for an engineer who signs in nowhere."""
    if request.behalf and (request.assignee_id or request.engineer_id):
        return request.assignee_id
    return actor.id


@transaction.atomic
def fail_request(
    actor: Actor,
    request: ServiceRequest,
    *,
    outcome: str,
    note: str = "",
    at: datetime,
    done_at: datetime | None = None,
) -> ServiceRequest:
    """Report that the attempt did not solve it; the second failure that counts locks the request."""
    done = make_way_for_report(actor, request, "fail", done_at=done_at, at=at)
    held = hold_for(actor, "fail", request)
    reason = _outcome(outcome)
    held.failed_attempts += int(reason.counts)
    entered = after_failure(held.failed_attempts, counted=reason.counts)
    move = FLOW.move(held, "fail", to=entered)
    attempt = end_attempt(actor, held, "failed", at=done, counted=reason.counts, outcome=reason.code)
    let_go(held)
    if entered == State.LOCKED:
        held.locked_for = "failed_twice"
    fact = RequestFailed(
        request_id=held.id,
        attempt=attempt,
        outcome=reason.code,
        counted=reason.counts,
        failed_attempts=held.failed_attempts,
        required_at=renew_date(held, at) if entered == State.PENDING else None,
    )
    entry = record(actor, held, fact, at=done, recorded_at=at, move=move, text=note)
    if entered == State.LOCKED:
        ask_manager(actor, held, entry, at=at)
    return held


def _outcome(code: str) -> AttemptOutcome:
    found = AttemptOutcome.objects.filter(pk=code, active=True).first()
    if found is None:
        known = ", ".join(
            AttemptOutcome.objects.filter(active=True).order_by("position").values_list("code", flat=True)
        )
        raise UnknownChoice(value=code, known=known, errors={"outcome": UnknownChoice.sentence})
    return found
