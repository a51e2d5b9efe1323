"""Queued work of the room."""

from uuid import UUID

from aftercare.domains.dispatch.actions import ask_to_assign, auto_assign
from aftercare.domains.dispatch.errors import NobodyFits
from aftercare.domains.dispatch.queries import SHOWN
from aftercare.domains.requests.states import State
from aftercare.kit.actor import system
from aftercare.kit.clock import now
from aftercare.kit.jobs import job


@job("dispatch.assign_at_entry")
def assign_at_entry(*, request_id: str) -> None:
    """Assign what nobody has taken since its entry, by where the engineers are now; where nobody fits, ask."""
    request = SHOWN.get(pk=UUID(request_id))
    actor, at = system("auto-dispatch"), now()
    if request.state != State.PENDING or request.required_at <= at:  # the manager's in a moment
        return
    try:
        auto_assign(actor, request, at=at)
    except NobodyFits as nobody:
        ask_to_assign(actor, request, why=nobody.params["reason"], at=at)
