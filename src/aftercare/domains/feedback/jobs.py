"""Timed work of the room."""

from aftercare.domains.feedback.actions import miss_call_back
from aftercare.domains.feedback.queries import missed_call_backs
from aftercare.kit.actor import system
from aftercare.kit.clock import now
from aftercare.kit.jobs import every
from aftercare.kit.sweeping import sweep


@every(30, "feedback.sweep_missed_call_backs")
def sweep_missed_call_backs() -> int:
    """Put every call-back that nobody made in its time before the manager."""
    actor = system("call-back")
    return sweep(missed_call_backs, lambda call, at: miss_call_back(actor, call, at=at), clock=now, seconds=25)
