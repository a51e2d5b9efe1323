"""The moves of the loop: each a verb with its own words, answered with the request as it then stands."""

from typing import Any
from uuid import UUID

from django.db.transaction import atomic

from aftercare.domains.dispatch.proposals import Proposal
from aftercare.domains.requests.actions import keep_late_report
from aftercare.domains.requests.errors import LateReport
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import visible_to
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Nothing
from aftercare.surfaces.api.find import needed
from aftercare.surfaces.api.requests import bodies
from aftercare.surfaces.api.requests.finding import assignee
from aftercare.surfaces.api.requests.noun import request_to_change, request_to_merge, request_to_reopen, requests, told
from aftercare.surfaces.api.requests.shown import RequestShown
from aftercare.surfaces.api.requests.verbs import VERBS

HERE = "/requests/{uuid:id}"


def _moved(call: Call, id: UUID, verb: str, **given: Any) -> dict[str, Any]:
    return _made(call, verb, request_to_change(call, id), **given)


def _made(call: Call, verb: str, request: ServiceRequest, **given: Any) -> dict[str, Any]:
    VERBS[verb](call.actor, request, at=call.at, **given)
    return told(call, request.id)


def _reported(call: Call, id: UUID, verb: str, body: bodies.Reported, **given: Any) -> dict[str, Any]:
    """A report that can't be booked any more, because a person has moved the request since, goes to the manager."""
    request = request_to_change(call, id)
    try:
        with atomic():
            return _made(call, verb, request, done_at=body.done_at, **given)
    except LateReport as late:
        done_at = late.params["done_at"]
        keep_late_report(call.actor, request, verb=verb, done_at=done_at, report=body.in_words(), at=call.at)
        return told(call, id)


@requests.moves(f"{HERE}/assign", RequestShown)
def assign_request(call: Call, id: UUID, body: bodies.Assigned) -> dict[str, Any]:
    """Assign a request.

    To an engineer, a desk user or a team. Only an inactive engineer or a certificate that has ended refuses; whatever
    else speaks against it is recorded as a warning. With `visit` the slot is taken as well. The decision keeps every
    candidate and whom the rules proposed; with `proposal` it rests on the very list that was looked at.
    """
    whom = assignee(body)
    return _moved(call, id, "assign", visit=body.visit, note=body.note, proposal=_seen(id, body.proposal), **whom)


@requests.moves(f"{HERE}/auto_assign", RequestShown)
def auto_assign_request(call: Call, id: UUID, body: bodies.ByTheRules | None = None) -> dict[str, Any]:
    """Assign a request by the rules.

    To the engineer the rules choose; the decision keeps every candidate with its reasons.
    """
    return _moved(call, id, "auto_assign", proposal=_seen(id, body.proposal) if body else None)


def _seen(id: UUID, slip: str) -> Proposal | None:
    """The list of candidates that the caller decided on, where it says so."""
    return Proposal.read(slip, request_id=id) if slip else None


@requests.moves(f"{HERE}/withdraw", RequestShown)
def withdraw_request(call: Call, id: UUID, body: bodies.Because) -> dict[str, Any]:
    """Take a request back.

    From whoever has it; the attempt does not count.
    """
    return _moved(call, id, "withdraw", reason=body.reason)


@requests.moves(f"{HERE}/decline", RequestShown)
def decline_request(call: Call, id: UUID, body: bodies.Because) -> dict[str, Any]:
    """Give one's own request back.

    The dispatcher finds somebody else; the attempt does not count.
    """
    return _moved(call, id, "decline", reason=body.reason)


@requests.moves(f"{HERE}/start", RequestShown)
def start_request(call: Call, id: UUID, body: bodies.Started | None = None) -> dict[str, Any]:
    """Start to work.

    By whoever has the request. A report that comes late takes back what the house's clock did meanwhile. Where a
    person has moved the request since, nothing moves: the report is kept for the service manager.
    """
    return _reported(call, id, "start", body or bodies.Started())


@requests.moves(f"{HERE}/suspend", RequestShown)
def suspend_request(call: Call, id: UUID, body: bodies.SuspendGiven) -> dict[str, Any]:
    """Let a request wait.

    Until an instant, for a reason; the reason decides which promises rest.
    """
    return _moved(call, id, "suspend", reason=body.reason, until=body.until, note=body.note)


@requests.moves(f"{HERE}/resume", RequestShown)
def resume_request(call: Call, id: UUID, body: Nothing | None = None) -> dict[str, Any]:
    """Wake a suspended request.

    It goes back to where it was.
    """
    return _moved(call, id, "resume")


@requests.moves(f"{HERE}/handle", RequestShown)
def handle_request(call: Call, id: UUID, body: bodies.Handled) -> dict[str, Any]:
    """Report a request solved.

    With the service record; the customer is called back next. One that comes late is taken as in `start`.
    """
    return _reported(call, id, "handle", body, record=body.record)


@requests.moves(f"{HERE}/fail", RequestShown)
def fail_request(call: Call, id: UUID, body: bodies.Failed) -> dict[str, Any]:
    """Report an attempt failed.

    Back to pending, or locked at the second failure that counts. One that comes late is taken as in `start`.
    """
    return _reported(call, id, "fail", body, outcome=body.outcome, note=body.note, record=body.record)


@requests.moves(f"{HERE}/unlock", RequestShown)
def unlock_request(call: Call, id: UUID, body: bodies.Unlocked) -> dict[str, Any]:
    """Unlock a request.

    The service manager decides how it goes on, by when, and with whom.
    """
    given = {"decision": body.decision, "to": body.to, "required_at": body.required_at}
    return _moved(call, id, "unlock", **given, **assignee(body))


@requests.moves(f"{HERE}/conclude", RequestShown)
def conclude_request(call: Call, id: UUID, body: bodies.Concluded) -> dict[str, Any]:
    """Close a request by decision.

    Of the service manager, with a reason: exchanged, refunded, customer unreachable, goodwill …
    """
    return _moved(call, id, "conclude", decision=body.decision, reason=body.reason)


@requests.moves(f"{HERE}/confirm", RequestShown)
def confirm_request(call: Call, id: UUID, body: bodies.Confirmed) -> dict[str, Any]:
    """Confirm that the customer is satisfied.

    With 3 to 5 the loop closes; below 3 it is refused: use reject.
    """
    return _moved(call, id, "confirm", satisfaction=body.satisfaction, comment=body.comment)


@requests.moves(f"{HERE}/reject", RequestShown)
def reject_request(call: Call, id: UUID, body: bodies.Rejected) -> dict[str, Any]:
    """Record that the customer is not satisfied.

    Counts as a failed attempt: back to pending, or locked at the second.
    """
    return _moved(call, id, "reject", reason=body.reason, satisfaction=body.satisfaction)


@requests.moves(f"{HERE}/unreachable", RequestShown)
def note_request_unreachable(call: Call, id: UUID, body: Nothing | None = None) -> dict[str, Any]:
    """Record that the call-back found nobody.

    The next try follows by schedule; after the last the manager decides.
    """
    return _moved(call, id, "unreachable")


@requests.moves(f"{HERE}/cancel", RequestShown)
def cancel_request(call: Call, id: UUID, body: bodies.Because) -> dict[str, Any]:
    """Cancel a request.

    The wish is gone.
    """
    return _moved(call, id, "cancel", reason=body.reason)


@requests.moves(f"{HERE}/merge", RequestShown)
def merge_request(call: Call, id: UUID, body: bodies.Merged) -> dict[str, Any]:
    """Merge a request into another.

    Of the same customer and the same wish; that one goes on.
    """
    into = needed(visible_to(call.actor), body.into, "into")
    return _made(call, "merge", request_to_merge(call, id, into), into=into)


@requests.moves(f"{HERE}/reopen", RequestShown)
def reopen_request(call: Call, id: UUID, body: bodies.Because) -> dict[str, Any]:
    """Reopen a closed request.

    Within the window of its kind: a new series of attempts, a new promise.
    """
    return _made(call, "reopen", request_to_reopen(call, id), reason=body.reason)


@requests.moves(f"{HERE}/sign_off", RequestShown)
def sign_off_request(call: Call, id: UUID, body: bodies.SignedOff) -> dict[str, Any]:
    """Sign off a closed request.

    Hours, parts and costs are accepted, or sent back with a reason.
    """
    given = {"accepted": body.accepted, "reason": body.reason, "corrections": body.corrections}
    return _moved(call, id, "sign_off", **given)
