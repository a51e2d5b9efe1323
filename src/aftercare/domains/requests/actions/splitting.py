"""Make a request of its own of a part of what another one wishes."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.catalog.models import IncidentType
from aftercare.domains.requests.actions.intake import submit_request
from aftercare.domains.requests.actions.recording import hold, record
from aftercare.domains.requests.events import RequestSplit
from aftercare.domains.requests.models import RequestLink, ServiceRequest
from aftercare.domains.requests.policies import may_relate
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import require

SPLIT_FROM = "split_from"


@transaction.atomic
def split_request(
    actor: Actor,
    request: ServiceRequest,
    *,
    title: str,
    kind: str,
    at: datetime,
    description: str = "",
    problem_type: IncidentType | None = None,
    same_device: bool = True,
) -> ServiceRequest:
    """Enter a request of the same customer, place and contact, which both name; each goes its own way from then on."""
    held = hold(request)
    require(may_relate(actor, held))
    made = submit_request(
        actor,
        customer=held.customer,
        kind=kind,
        title=title,
        description=description,
        problem_type=problem_type,
        channel=held.channel,
        device=held.device if same_device else None,
        site=held.site,
        contact=held.contact,
        unit=held.unit,
        at=at,
    )
    RequestLink.objects.create(request=made, other=held, kind=SPLIT_FROM)
    record(actor, held, RequestSplit(request_id=held.id, other=made.id), at=at)
    return made
