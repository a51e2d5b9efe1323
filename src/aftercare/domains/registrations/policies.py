"""Who may tell us of an owner."""

from aftercare.domains.requests.policies import SUBMIT
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import Verdict, may


def may_register_owner(actor: Actor) -> Verdict:
    """Whoever may enter what customers want; the portal writes down what is given there."""
    return may(actor, SUBMIT)
