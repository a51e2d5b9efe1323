"""What the room refuses."""

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Conflict, Invalid


class BoughtInFuture(Invalid):
    """Nobody has bought yet what they hold."""

    code = "bought_in_future"
    sentence = _("This day is still to come; give the day on which you bought it.")


class RegistrationDecided(Conflict):
    """Nothing is left to decide."""

    code = "registration_decided"
    sentence = _("This registration is decided already; change the owner and the dates at the device itself.")
