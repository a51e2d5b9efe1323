"""What the room refuses."""

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Conflict, Invalid


class NobodyFits(Conflict):
    """Automatic assignment found nobody."""

    code = "nobody_fits"
    sentence = _("Nobody can be assigned automatically: %(reason)s")


class EngineerRefused(Conflict):
    """Not even by hand."""

    code = "engineer_refused"
    sentence = _("%(name)s can't be sent: %(reasons)s")


class SlotTaken(Conflict):
    """The engineer is elsewhere then."""

    code = "slot_taken"
    sentence = _("%(name)s already has a visit at that time; choose another time or another engineer.")


class WeightsOutOfBounds(Invalid):
    """Numbers outside their bounds."""

    code = "weights_out_of_bounds"
    sentence = _("These weights can't be used: %(reasons)s")
