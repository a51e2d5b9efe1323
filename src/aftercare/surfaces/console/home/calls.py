"""What a call-back agent comes for: whom to call now, and which of them were tried, are late or came back."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.feedback.queries import call_backs_to_make
from aftercare.domains.requests.policies import ASSIGN, CALL_BACK, CANCEL, MANAGE, SUSPEND, WORK
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.tallies import tallies
from aftercare.surfaces.console.callbacks.choosing import LABELS
from aftercare.surfaces.console.home.panels import CALLS

MOST = 8
MOVING = (ASSIGN, WORK, SUSPEND, CANCEL, MANAGE)  # what is due next concerns whoever may do something about it
LOOKS = {
    "now": ("good", "phone-call"),
    "tried": ("info", "phone-outgoing"),
    "returned": ("warn", "repeat"),
    "late": ("bad", "alarm"),
}


def only_calls(actor: Actor) -> bool:
    """Whether somebody calls back, and may move nothing before that."""
    return actor.scope(CALL_BACK) is not None and all(actor.scope(right) is None for right in MOVING)


def calls_of(actor: Actor) -> dict[str, Any]:
    """The figures and the first few calls; nothing for whoever does not call."""
    if actor.scope(CALL_BACK) is None or not (actor.roles & CALLS or only_calls(actor)):
        return {"calls": []}
    lists = call_backs_to_make(actor, now())
    counts = tallies(lists, most=999)
    return {"calls": list(lists["now"][:MOST]), "call_tiles": [_tile(name, counts[name]) for name in LOOKS]}


def _tile(name: str, count: str) -> dict[str, Any]:
    tone, icon = LOOKS[name]
    return {
        "label": LABELS[name],
        "value": count,
        "unit": _("requests"),
        "tone": tone if count != "0" else "neutral",
        "icon": icon,
        "url": f"{reverse('console:callbacks')}?show={name}",
    }
