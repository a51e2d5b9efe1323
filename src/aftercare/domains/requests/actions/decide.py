"""The service manager's moves: unlock, conclude, sign off."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.accounts.models import Team, User
from aftercare.domains.requests.actions.assign import give_to
from aftercare.domains.requests.actions.closing import close_now
from aftercare.domains.requests.actions.dates import check_ahead
from aftercare.domains.requests.actions.recording import end_attempt, hold_for, nothing_runs_below, record
from aftercare.domains.requests.actions.resubmitting import leave_to_who_is_there
from aftercare.domains.requests.actions.tasks import manager_answered, nothing_left
from aftercare.domains.requests.errors import (
    AssigneeNeeded,
    DateNeeded,
    NobodyToName,
    ReasonNeeded,
    SignedOffAlready,
    UnknownChoice,
)
from aftercare.domains.requests.events import RequestConcluded, RequestSignedOff, RequestUnlocked
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.rules import SENT_BACK
from aftercare.domains.requests.states import FLOW, State
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.actor import Actor

OTHER = "other"
DECISIONS = frozenset({"exchanged", "refunded", "goodwill", "unreachable", OTHER})
WAYS_OUT = (State.PENDING, State.ASSIGNED, State.CANCELLED)


@transaction.atomic
def unlock_request(
    actor: Actor,
    request: ServiceRequest,
    *,
    decision: str,
    at: datetime,
    to: str = State.PENDING,
    required_at: datetime | None = None,
    engineer: Engineer | None = None,
    assignee: User | None = None,
    team: Team | None = None,
) -> ServiceRequest:
    """Decide how a locked request goes on, by when, and with whom; failures count anew from here."""
    held = hold_for(actor, "unlock", request)
    if not decision.strip():
        raise ReasonNeeded(errors={"decision": ReasonNeeded.sentence})
    if to not in WAYS_OUT:
        raise UnknownChoice(value=to, known=", ".join(WAYS_OUT), errors={"to": UnknownChoice.sentence})
    if to == State.CANCELLED:
        nothing_runs_below(held)
    else:
        held.required_at, held.date_given = _new_date(required_at, at), True
    if to == State.ASSIGNED and not (engineer or assignee or team):
        raise AssigneeNeeded()
    if to != State.ASSIGNED and (engineer or assignee or team):
        raise NobodyToName(errors={"to": NobodyToName.sentence})
    move = FLOW.move(held, "unlock", to=to)
    held.failed_attempts, held.locked_for = 0, ""
    if to == State.ASSIGNED:
        give_to(held, engineer=engineer, assignee=assignee, team=team, at=at)
    fact = RequestUnlocked(
        request_id=held.id,
        required_at=None if to == State.CANCELLED else held.required_at,
        engineer_id=held.engineer_id,
        assignee_id=held.assignee_id,
        team_id=held.team_id,
    )
    record(actor, held, fact, at=at, move=move, text=decision)
    if to == State.CANCELLED:
        nothing_left(actor, held, at=at)
    else:
        manager_answered(actor, held, at=at)
    return held


def _new_date(required_at: datetime | None, at: datetime) -> datetime:
    if required_at is None:
        raise DateNeeded(errors={"required_at": DateNeeded.sentence})
    check_ahead("required_at", required_at, at)
    return required_at


@transaction.atomic
def conclude_request(
    actor: Actor, request: ServiceRequest, *, decision: str, reason: str, at: datetime
) -> ServiceRequest:
    """Close a handled or locked request by a recorded decision: exchanged, refunded, unreachable, goodwill …

    One in words of the manager's own is `other` in the ledger, which keeps codes for good; the words can be erased.
    """
    held = hold_for(actor, "conclude", request)
    if not decision.strip() or not reason.strip():
        raise ReasonNeeded(errors={"reason": ReasonNeeded.sentence})
    held.decision, held.locked_for = decision[:40], ""
    move = FLOW.move(held, "conclude")
    end_attempt(actor, held, "concluded", at=at)
    code, words = (decision, reason) if decision in DECISIONS else (OTHER, f"{decision}: {reason}")
    close_now(actor, held, RequestConcluded(request_id=held.id, decision=code), at=at, move=move, text=words)
    return held


@transaction.atomic
def sign_off_request(
    actor: Actor, request: ServiceRequest, *, accepted: bool, at: datetime, reason: str = ""
) -> ServiceRequest:
    """Accept hours, parts and costs of a closed request, or send them back with a reason: to whoever had it, or to
    the service manager where nobody who had it is there any more."""
    held = hold_for(actor, "sign_off", request)
    if held.signed_off_at is not None:
        raise SignedOffAlready()
    if not accepted and not reason.strip():
        raise ReasonNeeded(errors={"reason": ReasonNeeded.sentence})
    move = FLOW.move(held, "sign_off")
    held.signed_off_at = at if accepted else None
    held.sign_off_note = "accepted" if accepted else SENT_BACK
    if not accepted:
        leave_to_who_is_there(held)
    record(actor, held, RequestSignedOff(request_id=held.id, accepted=accepted), at=at, move=move, text=reason)
    return held
