"""What the room refuses."""

from datetime import datetime

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


class ProposalChanged(Conflict):
    """The list of candidates has another first than the one that was looked at."""

    code = "proposal_changed"
    sentence = _(
        "The list of %(seen_at)s holds no more: the rules propose %(now)s now, %(then)s then. Look at it again; what "
        "you typed is kept, and sending again sends it."
    )


class FitsNoMore(Conflict):
    """Who was chosen from the list could go then, and can't now."""

    code = "fits_no_more"
    sentence = _(
        "%(name)s could go when you looked at %(seen_at)s and can't any more: %(why)s Look at the list again; sending "
        "again assigns all the same."
    )


class UnknownProposal(Invalid):
    """A list that was never shown for this request."""

    code = "unknown_proposal"
    sentence = _("This list of candidates was not given out for this request; read the candidates anew.")

    def __init__(self) -> None:
        super().__init__()
        self.errors["proposal"] = str(self)


class SlotTaken(Conflict):
    """The engineer is elsewhere then."""

    code = "slot_taken"
    sentence = _("%(name)s already has a visit at that time; choose another time or another engineer.")


class SlotEndsEarly(Invalid):
    """A visit takes time."""

    code = "slot_ends_early"
    sentence = _("The visit would end at %(end_at)s, but begins at %(start_at)s; choose an end behind its beginning.")

    def __init__(self, *, start_at: datetime, end_at: datetime) -> None:
        super().__init__(start_at=start_at, end_at=end_at)
        self.errors["visit.to"] = str(self)


class SlotInThePast(Invalid):
    """Nobody can go there any more."""

    code = "slot_in_the_past"
    sentence = _("The visit would begin at %(start_at)s, which has passed; choose a beginning from now on.")

    def __init__(self, *, start_at: datetime) -> None:
        super().__init__(start_at=start_at)
        self.errors["visit.from"] = str(self)


class VisitNeedsEngineer(Invalid):
    """Desk users and teams have no diary."""

    code = "visit_needs_engineer"
    sentence = _("A visit is planned for an engineer; name the engineer, or leave the visit out.")


class WeightsOutOfBounds(Invalid):
    """Numbers outside their bounds."""

    code = "weights_out_of_bounds"
    sentence = _("These weights can't be used: %(reasons)s")


class UnknownWeights(Invalid):
    """Names of no number."""

    code = "unknown_weights"
    sentence = _("There are no weights called %(names)s; leave them out, or correct the names.")
