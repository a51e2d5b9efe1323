"""Ask the dispatcher where the rules find nobody."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.accounts.actions import open_task
from aftercare.domains.dispatch.policies import may_assign
from aftercare.domains.dispatch.words import Reason
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require

NOBODY_FITS = "dispatch.nobody_fits"
HELD = ServiceRequest.objects.defer("search")


@transaction.atomic
def ask_to_assign(actor: Actor, request: ServiceRequest, *, why: Reason, at: datetime) -> bool:
    """Put a request for which nobody fits before the dispatcher, once; whether it still waits for somebody."""
    held = lock(HELD, request.pk)
    require(may_assign(actor, held))
    if held.state != State.PENDING:
        return False
    open_task(
        actor,
        kind=NOBODY_FITS,
        key=f"{NOBODY_FITS}:{held.id}",
        about=held.ref,
        label=held.number,
        role="dispatcher",
        unit_id=held.unit_id,
        params={"reason": why.to_json(), "states": [State.PENDING]},
        at=at,
    )
    return True
