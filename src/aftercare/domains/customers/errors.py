"""What the room refuses."""

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Conflict, Invalid


class NameMissing(Invalid):
    """Nobody can be served without a name."""

    code = "name_missing"
    sentence = _("A name is needed, and “%(name)s” holds no letter.")


class BadPhone(Invalid):
    """A phone number that can't be dialled."""

    code = "bad_phone"
    sentence = _("“%(phone)s” is not a phone number; write it like 138 0013 8000 or +49 30 123456.")


class BadEmail(Invalid):
    """An address that can't be written to."""

    code = "bad_email"
    sentence = _("“%(email)s” is not a mail address; write it like name@example.com.")


class BadTimeZone(Invalid):
    """A zone nobody keeps time in."""

    code = "bad_time_zone"
    sentence = _("There is no time zone “%(zone)s”; write it like Asia/Shanghai.")


class BadRegion(Invalid):
    """A region that no territory can hold."""

    code = "bad_region"
    sentence = _(
        "“%(region)s” is no region code; write it as territories name it, such as 310115 or DE-BY, or leave it empty."
    )


class BadCoordinates(Invalid):
    """A place that is not on Earth, or half a place."""

    code = "bad_coordinates"
    sentence = _("A place needs a latitude from -90 to 90 and a longitude from -180 to 180, both or neither.")


class GradeTaken(Conflict):
    """A code stands for one grade."""

    code = "grade_taken"
    sentence = _("The code “%(code)s” is already in use; choose another.")


class TagTaken(Conflict):
    """A word marks one thing."""

    code = "tag_taken"
    sentence = _("There is already a tag “%(name)s”; choose another name.")


class ForeignContact(Invalid):
    """A contact of somebody else."""

    code = "foreign_contact"
    sentence = _("This contact belongs to another customer; choose one of %(customer)s.")


class AlreadyMerged(Conflict):
    """A customer is merged once."""

    code = "already_merged"
    sentence = _("%(number)s was already merged into %(into)s; merge that one instead.")


class MergeIntoItself(Invalid):
    """Two customers are needed for a merger."""

    code = "merge_into_itself"
    sentence = _("%(number)s can't be merged into itself; choose the other record of the same customer.")


class NotMerged(Conflict):
    """Only what was merged can be split."""

    code = "not_merged"
    sentence = _("%(number)s stands for itself; only a merged record can be split off again.")


class GradeHeld(Conflict):
    """A grade given by hand holds until it ends."""

    code = "grade_held"
    sentence = _("The grade of %(number)s is overridden until %(until)s; end that first, or change it there.")


class OverrideWithoutReason(Invalid):
    """Whoever overrides says why."""

    code = "override_without_reason"
    sentence = _("An override needs its reason; say why the customer has this grade for a time.")


class OverrideOver(Invalid):
    """An override ends after it begins."""

    code = "override_over"
    sentence = _("An override lasts until a later instant; %(until)s has already passed.")


class NoOverride(Conflict):
    """There is nothing to end."""

    code = "no_override"
    sentence = _("The grade of %(number)s is not overridden, so there is nothing to end.")


class NoPhone(Invalid):
    """There is nothing to reveal."""

    code = "no_phone"
    sentence = _("No phone number of %(name)s is on record; add one first.")


class NotReachable(Invalid):
    """Consent to a channel by which nobody is reached."""

    code = "not_reachable"
    sentence = _("%(name)s can't be reached this way; put the number or mail address on record first.")

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name)
        self.errors["channel"] = str(self)


class NoConsent(Conflict):
    """There is nothing to withdraw."""

    code = "no_consent"
    sentence = _("%(name)s has not agreed to offers this way, so there is nothing to withdraw.")


class NotTheirs(Invalid):
    """A person, a place or a device of somebody else."""

    code = "not_theirs"
    sentence = _("%(thing)s does not belong to %(customer)s; choose one of theirs.")
