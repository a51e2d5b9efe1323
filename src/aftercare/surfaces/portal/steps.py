"""The way of a request as a customer sees it: a few steps, each done, under way or to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import State
from aftercare.kit.models import LedgerEntry
from aftercare.ui.parts import Words


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way."""

    label: Words
    icon: str
    done: bool
    current: bool
    at: datetime | None = None
    person: str = ""


ORDER = (State.PENDING, State.ASSIGNED, State.IN_PROGRESS, State.HANDLED, State.CLOSED)
LABELS: dict[State, tuple[Words, str]] = {
    State.PENDING: (_("We have your request"), "inbox"),
    State.ASSIGNED: (_("Somebody is assigned"), "user-check"),
    State.IN_PROGRESS: (_("Work is under way"), "tool"),
    State.HANDLED: (_("Work is done; we ask whether you are satisfied"), "circle-check"),
    State.CLOSED: (_("Closed"), "mood-smile"),
}
REACHED = {State.SUSPENDED: State.PENDING, State.LOCKED: State.PENDING}


def state_for_customer(state: State) -> State:
    """What the house calls locked is one of its own worries: the customer's request waits to be given to somebody."""
    return State.PENDING if state is State.LOCKED else state


def steps_of(request: ServiceRequest, facts: Sequence[LedgerEntry]) -> list[Step]:
    """The steps in order; the instants are those of the last time a step was reached."""
    state = State(request.state)
    if state is State.CANCELLED:
        return [Step(_("Cancelled"), "ban", False, True, request.state_since)]
    here = ORDER.index(REACHED.get(state, state))
    reached = {fact.state_entered: fact.at for fact in facts if fact.verb}
    who = str(request.engineer or request.assignee or "")
    return [
        Step(
            *LABELS[step],
            done=n < here or state is State.CLOSED,
            current=n == here and state is not State.CLOSED,
            at=reached.get(step.value) if n <= here else None,
            person=who if step is State.ASSIGNED and n <= here else "",
        )
        for n, step in enumerate(ORDER)
    ]
