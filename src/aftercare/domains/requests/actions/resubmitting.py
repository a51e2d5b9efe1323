"""Lay what was sent back before the service manager again, once it is corrected."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.requests.actions.recording import hold, record
from aftercare.domains.requests.events import RequestCorrected
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_resubmit
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
