"""Make the links given out for a request worthless."""

from datetime import datetime
from secrets import token_urlsafe

from django.db import transaction

from aftercare.domains.requests.actions.recording import hold, record
from aftercare.domains.requests.events import RequestLinkRenewed
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_change
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import require


@transaction.atomic
def renew_link(actor: Actor, request: ServiceRequest, *, at: datetime) -> ServiceRequest:
    """Give the request another key: its links of before open nothing, the one of now has to be given out."""
    held = hold(request)
    require(may_change(actor, held))
    held.link_key = token_urlsafe(16)
    record(actor, held, RequestLinkRenewed(request_id=held.id), at=at)
    return held
