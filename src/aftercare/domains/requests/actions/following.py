"""Let the promises of a request follow what they are measured by."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.requests.actions.promised import follow_promise
from aftercare.domains.requests.actions.recording import derive_request_clocks, hold, record
from aftercare.domains.requests.events import RequestChanged
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_watch
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import require


@transaction.atomic
def follow_calendar(actor: Actor, request: ServiceRequest, *, at: datetime) -> ServiceRequest:
    """Read the clocks of a request that is open by the calendar as it is now; what was said meanwhile is heard.

    A required date that was promised follows too.
    """
    require(may_watch(actor))
    held = hold(request)
    if moved := follow_promise(held, at):
        record(actor, held, RequestChanged(request_id=held.id, fields=("required_at",), required_at=moved), at=at)
    elif held.is_open:
        derive_request_clocks(actor, held, at=at)
    return held
