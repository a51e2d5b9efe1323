"""The states of a request and the table of its moves: the loop that nobody can leave by a side door."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from aftercare.kit.states import Flow, Move


class State(models.TextChoices):
    """Where a request stands."""

    PENDING = "pending", _("Pending")
    SUSPENDED = "suspended", _("Suspended")
    ASSIGNED = "assigned", _("Assigned")
    IN_PROGRESS = "in_progress", _("In progress")
    HANDLED = "handled", _("Handled")
    LOCKED = "locked", _("Locked")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


S = State
OPEN = (S.PENDING, S.SUSPENDED, S.ASSIGNED, S.IN_PROGRESS, S.HANDLED, S.LOCKED)
UNSOLVED = (S.PENDING, S.SUSPENDED, S.ASSIGNED, S.IN_PROGRESS)
WITH_SOMEBODY = (S.ASSIGNED, S.IN_PROGRESS)


def _move(verb: str, sources: tuple[State, ...], *targets: State) -> Move:
    return Move(verb, frozenset(s.value for s in sources), frozenset(t.value for t in targets))


WORDS = {  # as they stand in a sentence
    "request": _("request"),
    "pending": _("pending"),
    "suspended": _("suspended"),
    "assigned": _("assigned"),
    "in_progress": _("in progress"),
    "handled": _("handled"),
    "locked": _("locked"),
    "closed": _("closed"),
    "cancelled": _("cancelled"),
    "assign": _("assign"),
    "start": _("start"),
    "handle": _("handle"),
    "fail": _("fail"),
    "confirm": _("confirm"),
    "reject": _("reject"),
    "unreachable": _("note as unreachable"),
    "suspend": _("suspend"),
    "resume": _("resume"),
    "withdraw": _("take back"),
    "decline": _("decline"),
    "unlock": _("unlock"),
    "conclude": _("conclude"),
    "cancel": _("cancel"),
    "merge": _("merge"),
    "reopen": _("reopen"),
    "sign_off": _("sign off"),
}
FLOW = Flow(
    "request",
    State.values,
    (S.PENDING.value, S.SUSPENDED.value),
    (
        _move("assign", (S.PENDING, S.ASSIGNED), S.ASSIGNED),
        _move("start", (S.ASSIGNED,), S.IN_PROGRESS),
        _move("handle", (S.IN_PROGRESS,), S.HANDLED),
        _move("fail", (S.IN_PROGRESS,), S.PENDING, S.LOCKED),
        _move("confirm", (S.HANDLED,), S.CLOSED),
        _move("reject", (S.HANDLED,), S.PENDING, S.LOCKED),
        _move("unreachable", (S.HANDLED,), S.HANDLED),
        _move("suspend", (S.PENDING, S.ASSIGNED, S.IN_PROGRESS), S.SUSPENDED),
        _move("resume", (S.SUSPENDED,), S.PENDING, S.ASSIGNED, S.IN_PROGRESS),
        _move("withdraw", (S.ASSIGNED, S.IN_PROGRESS), S.PENDING),
        _move("decline", (S.ASSIGNED, S.IN_PROGRESS), S.PENDING),
        _move("unlock", (S.LOCKED,), S.PENDING, S.ASSIGNED, S.CANCELLED),
        _move("conclude", (S.HANDLED, S.LOCKED), S.CLOSED),
        _move("cancel", (S.PENDING, S.SUSPENDED, S.ASSIGNED, S.IN_PROGRESS), S.CANCELLED),
        _move("merge", (S.PENDING, S.SUSPENDED, S.ASSIGNED), S.CANCELLED),
        _move("reopen", (S.CLOSED,), S.PENDING),
        _move("sign_off", (S.CLOSED,), S.CLOSED),
        # Moves of the house itself, never offered to a person.
        _move("lapse", (S.ASSIGNED, S.IN_PROGRESS), S.PENDING, S.LOCKED),
        _move("lock", (S.PENDING,), S.LOCKED),
        _move("retract", (S.PENDING, S.LOCKED), S.ASSIGNED, S.IN_PROGRESS),
    ),
    WORDS,
)
TIMED = frozenset({"lapse", "lock", "retract"})
