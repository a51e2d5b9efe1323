"""The states of a message that leaves the house."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from aftercare.kit.states import Flow, Move


class MessageState(models.TextChoices):
    """How far a message has come."""

    QUEUED = "queued", _("Waits to be sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")
    HELD = "held", _("Not sent: no mail server is set")


M = MessageState
WORDS = {  # as they stand in a sentence
    "message": _("message"),
    "queued": _("waiting to be sent"),
    "sent": _("sent already"),
    "failed": _("given up"),
    "held": _("held back"),
    "deliver": _("deliver"),
    "give_up": _("give up"),
    "send_again": _("send again"),
}


def _move(verb: str, sources: tuple[MessageState, ...], target: MessageState) -> Move:
    return Move(verb, frozenset(source.value for source in sources), frozenset({target.value}))


FLOW = Flow(
    "message",
    MessageState.values,
    (M.QUEUED.value, M.HELD.value),
    (
        _move("deliver", (M.QUEUED,), M.SENT),
        _move("give_up", (M.QUEUED,), M.FAILED),
        _move("send_again", (M.FAILED, M.HELD), M.QUEUED),
    ),
    WORDS,
)
