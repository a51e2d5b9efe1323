"""The states of a planned visit."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from aftercare.kit.states import Flow, Move


class VisitState(models.TextChoices):
    """How far a visit has come."""

    PLANNED = "planned", _("Planned")
    CONFIRMED = "confirmed", _("Confirmed")
    TRAVELLING = "travelling", _("Travelling")
    ARRIVED = "arrived", _("Arrived")
    WORKING = "working", _("Working")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


V = VisitState
NOT_THERE_YET = (V.PLANNED, V.CONFIRMED, V.TRAVELLING)
LIVE = (*NOT_THERE_YET, V.ARRIVED, V.WORKING)


def _move(verb: str, sources: tuple[VisitState, ...], target: VisitState) -> Move:
    return Move(verb, frozenset(s.value for s in sources), frozenset({target.value}))


WORDS = {  # as they stand in a sentence
    "visit": _("visit"),
    "planned": _("planned"),
    "confirmed": _("accepted"),
    "travelling": _("on the way"),
    "arrived": _("on site"),
    "working": _("at work"),
    "done": _("done"),
    "failed": _("failed"),
    "cancelled": _("cancelled"),
    "confirm": _("accept"),
    "travel": _("set out for"),
    "arrive": _("arrive at"),
    "work": _("begin"),
    "finish": _("finish"),
    "fail": _("fail"),
    "cancel": _("cancel"),
    "lapse": _("let lapse"),
}
FLOW = Flow(
    "visit",
    VisitState.values,
    (V.PLANNED.value,),
    (
        _move("confirm", (V.PLANNED,), V.CONFIRMED),
        _move("travel", (V.PLANNED, V.CONFIRMED), V.TRAVELLING),
        _move("arrive", (V.PLANNED, V.CONFIRMED, V.TRAVELLING), V.ARRIVED),
        _move("work", (V.PLANNED, V.CONFIRMED, V.TRAVELLING, V.ARRIVED), V.WORKING),
        # The visit of an attempt that lapsed goes on, or ends, after all where a late report takes the lapse back.
        _move("revive", (V.CANCELLED,), V.WORKING),
        _move("finish", (*LIVE, V.CANCELLED), V.DONE),
        _move("fail", (*LIVE, V.CANCELLED), V.FAILED),
        _move("cancel", LIVE, V.CANCELLED),
        _move("lapse", LIVE, V.CANCELLED),
    ),
    WORDS,
)
