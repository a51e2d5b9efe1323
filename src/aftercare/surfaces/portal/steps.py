"""The way of a request as a customer sees it: what happened, and the few steps still to come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from aftercare.domains.dispatch.models import Visit
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
AGAIN: dict[str, tuple[Words, str]] = {  # the moves after which the way begins once more
    "fail": (_("We tried; it is not solved yet"), "tool"),
    "reject": (_("You told us that it is not solved"), "message"),
    "reopen": (_("You told us that it is broken again"), "message"),
}
COME_AGAIN = (_("We come again"), "refresh")
DECIDES = (_("The service manager looks at it and decides how we go on"), "user-check")


SAYS: dict[State, Words] = {
    State.PENDING: _("We choose who comes to you, and tell you here."),
    State.ASSIGNED: _("Whoever comes gets in touch with you, or comes at the time below."),
    State.IN_PROGRESS: _("We are working on it right now."),
    State.SUSPENDED: _("It waits for a while; below you see for what, and until when."),
    State.HANDLED: _("Our work is done. Please tell us whether everything is all right again."),
    State.CLOSED: _("Everything is done. Thank you for your trust."),
    State.CANCELLED: _("This request was cancelled; nobody comes."),
}


def said_of(request: ServiceRequest, visit: Visit | None) -> Words:
    """What happens next, in a sentence."""
    state = state_for_customer(State(request.state))
    if state is State.ASSIGNED and visit is not None:
        return _("%(name)s comes to you at the time below.") % {"name": visit.engineer.name}
    if state is State.PENDING and _is_decided(request):
        return DECIDES[0]
    return SAYS[state]


def state_for_customer(state: State) -> State:
    """What the house calls locked is one of its own worries: the customer's request waits to be given to somebody."""
    return State.PENDING if state is State.LOCKED else state


def steps_of(request: ServiceRequest, facts: Sequence[LedgerEntry], tried: Mapping[int, str]) -> list[Step]:
    """The steps in order: what was entered and tried, then this round; `tried` says whose an attempt was."""
    state = State(request.state)
    moves = [fact for fact in facts if fact.verb]
    begun = next((n for n in range(len(moves), 0, -1) if moves[n - 1].verb in AGAIN), 0)
    past = [_told(move, tried) for move in moves[:begun] if move.verb in AGAIN]
    if past or state is State.CANCELLED:
        past.insert(0, Step(*LABELS[State.PENDING], done=True, current=False, at=request.submitted_at))
    if state is State.CANCELLED:
        return [*past, Step(_("Cancelled"), "ban", False, True, request.state_since)]
    return [*past, *_round(request, state, moves[begun:], again=bool(past))]


def _told(move: LedgerEntry, tried: Mapping[int, str]) -> Step:
    who = tried.get(move.data.get("attempt", 0), "") if move.verb == "fail" else ""
    return Step(*AGAIN[move.verb], done=True, current=False, at=move.at, person=who)


def _round(request: ServiceRequest, state: State, moves: Sequence[LedgerEntry], *, again: bool) -> list[Step]:
    """The steps since the last beginning; the instants are those of the last time a step was reached."""
    here = ORDER.index(REACHED.get(state, state))
    reached: dict[str, datetime | None] = {move.state_entered: move.at for move in moves}
    reached[State.PENDING] = None if again else request.submitted_at
    labels = LABELS | ({State.PENDING: DECIDES if _is_decided(request) else COME_AGAIN} if again else {})
    who = str(request.engineer or request.assignee or "")
    return [
        Step(
            *labels[step],
            done=n < here or state is State.CLOSED,
            current=n == here and state is not State.CLOSED,
            at=reached.get(step.value) if n <= here else None,
            person=who if step is State.ASSIGNED and n <= here else "",
        )
        for n, step in enumerate(ORDER)
    ]


def _is_decided(request: ServiceRequest) -> bool:
    return request.state == State.LOCKED and request.locked_for == "failed_twice"
