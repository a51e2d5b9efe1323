"""The states of a service record."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from aftercare.kit.states import Flow, Move


class RecordState(models.TextChoices):
    """How far a record has come."""

    DRAFT = "draft", _("Draft")
    COMPLETE = "complete", _("Written")
    SENT_BACK = "sent_back", _("Sent back")
    ACCEPTED = "accepted", _("Signed off")


R = RecordState
WRITTEN = (R.COMPLETE, R.SENT_BACK)


def _move(verb: str, sources: tuple[RecordState, ...], target: RecordState) -> Move:
    return Move(verb, frozenset(s.value for s in sources), frozenset({target.value}))


WORDS = {  # as they stand in a sentence
    "service record": _("service record"),
    "draft": _("a draft"),
    "complete": _("complete"),
    "sent_back": _("sent back"),
    "accepted": _("signed off"),
    "correct": _("correct"),
    "send_back": _("send back"),
    "accept": _("accept"),
}
FLOW = Flow(
    "service record",
    RecordState.values,
    (R.DRAFT.value, R.COMPLETE.value),
    (
        _move("complete", (R.DRAFT,), R.COMPLETE),
        _move("correct", WRITTEN, R.COMPLETE),
        _move("send_back", WRITTEN, R.SENT_BACK),
        _move("accept", WRITTEN, R.ACCEPTED),
    ),
    WORDS,
)
