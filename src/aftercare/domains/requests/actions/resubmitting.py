"""What was sent back: who corrects it, and how it comes before the service manager again."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.accounts.queries import members_of
from aftercare.domains.requests.actions.recording import hold, record
from aftercare.domains.requests.events import CorrectionEscalated, RequestCorrected
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_resubmit, may_watch
from aftercare.domains.requests.rules import SENT_BACK
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import require


@transaction.atomic
def resubmit_request(actor: Actor, request: ServiceRequest, *, at: datetime) -> ServiceRequest:
    """Hours, parts and costs wait for the sign-off again; told once each time they were sent back."""
    held = hold(request)
    require(may_resubmit(actor, held))
    if held.sign_off_note == SENT_BACK:
        held.sign_off_note = ""
        record(actor, held, RequestCorrected(request_id=held.id), at=at)
    return held


@transaction.atomic
def escalate_correction(actor: Actor, request: ServiceRequest, *, at: datetime) -> ServiceRequest:
    """Whoever was to correct it left: it is the service manager's, unless somebody of the team is there."""
    require(may_watch(actor))
    held = hold(request)
    if held.sign_off_note == SENT_BACK and leave_to_who_is_there(held):
        record(actor, held, CorrectionEscalated(request_id=held.id), at=at)
    return held


def leave_to_who_is_there(request: ServiceRequest) -> bool:
    """Let go of the person, and of the team, who sign in no more; whether there were any. The attempts keep them."""
    before = request.assignee_id, request.team_id
    if request.assignee is not None and not request.assignee.is_active:
        request.assignee = None
    if request.team_id is not None and not members_of(request.team_id):
        request.team = None
    return (request.assignee_id, request.team_id) != before
