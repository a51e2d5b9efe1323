"""The states of a call-back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from aftercare.kit.states import Flow, Move


class CallState(models.TextChoices):
    """How far a call-back has come."""

    OPEN = "open", _("To be called")
    GIVEN_UP = "given_up", _("Not reached")
    DONE = "done", _("Answered")
    SETTLED = "settled", _("Settled without an answer")


C = CallState
LIVE = (C.OPEN, C.GIVEN_UP)


def _move(verb: str, *targets: CallState) -> Move:
    return Move(verb, frozenset(s.value for s in LIVE), frozenset(t.value for t in targets))


WORDS = {  # as they stand in a sentence
    "call-back": _("call-back"),
    "open": _("to be made"),
    "given_up": _("given up"),
    "done": _("answered"),
    "settled": _("settled"),
    "try": _("try"),
    "answer": _("answer"),
    "settle": _("settle"),
}
FLOW = Flow(
    "call-back",
    CallState.values,
    (C.OPEN.value, C.GIVEN_UP.value, C.DONE.value),
    (
        _move("try", *LIVE),
        _move("answer", C.DONE),
        _move("settle", C.SETTLED),  # by the manager's decision, or because the loop went on without it
    ),
    WORDS,
)
