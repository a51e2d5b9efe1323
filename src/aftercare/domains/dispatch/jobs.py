"""Queued work of the room."""

from datetime import datetime
from uuid import UUID

from aftercare.domains.accounts.actions import open_task
from aftercare.domains.dispatch.actions import auto_assign
from aftercare.domains.dispatch.errors import NobodyFits
from aftercare.domains.dispatch.queries import SHOWN
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor, system
from aftercare.kit.clock import now
from aftercare.kit.jobs import job


@job("dispatch.assign_at_entry")
def assign_at_entry(*, request_id: str) -> None:
    """Assign what nobody has taken since its entry, by where the engineers are now; where nobody fits, ask."""
    request = SHOWN.get(pk=UUID(request_id))
    if request.state != State.PENDING:
        return
    actor, at = system("auto-dispatch"), now()
    try:
        auto_assign(actor, request, at=at)
    except NobodyFits as nobody:
        _ask_dispatcher(actor, request, nobody, at=at)


def _ask_dispatcher(actor: Actor, request: ServiceRequest, nobody: NobodyFits, *, at: datetime) -> None:
    open_task(
        actor,
        kind="dispatch.nobody_fits",
        key=f"dispatch.nobody_fits:{request.id}",
        about=request.ref,
        label=request.number,
        role="dispatcher",
        unit_id=request.unit_id,
        params={"reason": nobody.params["reason"].to_json(), "states": [State.PENDING]},
        at=at,
    )
