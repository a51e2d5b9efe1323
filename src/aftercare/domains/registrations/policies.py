"""Who may tell us of an owner, and who decides."""

from django.utils.translation import gettext_lazy as _

from aftercare.domains.devices.policies import may_change_device
from aftercare.domains.registrations.models import Registration
from aftercare.domains.requests.policies import SUBMIT, may_change
from aftercare.kit.actor import Actor
from aftercare.kit.errors import NotAllowed
from aftercare.kit.permissions import Verdict, may


def may_register_owner(actor: Actor) -> Verdict:
    """Whoever may enter what customers want; the portal writes down what is given there."""
    return may(actor, SUBMIT)


def may_take_over(actor: Actor, registration: Registration) -> Verdict:
    """Whoever may change both the request and the device it tells of."""
    of_request = may_change(actor, registration.request)
    return of_request if of_request is not True else may_change_device(actor, registration.device)


def may_settle(actor: Actor) -> Verdict:
    """What came of a registration otherwise follows its request and its device."""
    return True if actor.is_system else NotAllowed(_("Registrations follow their requests; take it over, or cancel."))
