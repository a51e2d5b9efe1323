"""Who may do what with promises and coverage."""

from aftercare.kit.actor import Actor
from aftercare.kit.permissions import Verdict


def may_keep_clocks(actor: Actor) -> Verdict:
    """Clocks follow facts; who may state a fact is decided by the room that records it."""
    return True
