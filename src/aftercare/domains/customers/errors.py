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


class NoPhone(Invalid):
    """There is nothing to reveal."""

    code = "no_phone"
    sentence = _("No phone number of %(name)s is on record; add one first.")
