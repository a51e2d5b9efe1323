"""What the room refuses."""

from collections.abc import Mapping
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Conflict, Invalid, Sentence


class RecordIncomplete(Invalid):
    """What is missing is named, field by field."""

    code = "record_incomplete"
    sentence = _("The service record is not complete: %(missing)s")


class NothingToWriteAbout(Conflict):
    """A record belongs to an attempt."""

    code = "nothing_to_write_about"
    sentence = _("Nobody has tried to solve this request yet; assign it first, then its record can be written.")


class RecordAccepted(Conflict):
    """Accepted figures stay."""

    code = "record_accepted"
    sentence = _("Hours, parts and costs of this record were accepted; it can't be changed any more.")


class BadMinutes(Invalid):
    """More work than a day has, or less than none."""

    code = "bad_minutes"
    sentence = _("Minutes go from 0 to 1440; %(minutes)s were given. Record longer work as several visits.")


class BadQuantity(Invalid):
    """Less than a piece of something, or more than a van carries."""

    code = "bad_quantity"
    sentence = _("%(part)s: the quantity must be above 0 and at most 99999; %(quantity)s was given.")


class BadAmount(Invalid):
    """Money that can't be."""

    code = "bad_amount"
    sentence = _("%(what)s: an amount from 0 and a currency such as CNY are needed; %(amount)s was given.")


class BadReading(Invalid):
    """A value no instrument shows."""

    code = "bad_reading"
    sentence = _("“%(name)s” can't be %(value)s; give the value as a plain number.")


class TimesOutOfOrder(Invalid):
    """Work that ends before it begins."""

    code = "times_out_of_order"
    sentence = _("The times are out of order: work begins, the engineer arrives, and only then it ends.")


class UnknownPart(Invalid):
    """A number nobody knows."""

    code = "unknown_part"
    sentence = _("There is no part “%(number)s”; name it without a number, or add it to the catalog.")


class PartMisspelt(UnknownPart):
    """A number that resembles others."""

    code = "part_misspelt"
    sentence = _("There is no part “%(number)s”; the nearest are: %(nearest)s.")


class PartUnnamed(Invalid):
    """A line that says nothing."""

    code = "part_unnamed"
    sentence = _("Give each part its number; one that is not in the catalog needs a name.")


class SerialNeeded(Invalid):
    """A part whose pieces are told apart."""

    code = "serial_needed"
    sentence = _("Each piece of %(part)s has a serial number: write one line a piece, with the serial that was fitted.")


class UnknownFault(Invalid):
    """A code that is not in the taxonomy of this product."""

    code = "unknown_fault"
    sentence = _("“%(given)s” is not among the %(list)s of this product; choose one of: %(known)s.")
    LISTS: ClassVar[Mapping[str, Sentence]] = {"symptom": _("symptoms"), "cause": _("causes"), "remedy": _("remedies")}


class TooLong(Invalid):
    """Words where a number or a name was asked."""

    code = "too_long"
    sentence = _("“%(beginning)s…” is longer than %(most)s characters; shorten it.")


class AnsweredTwice(Invalid):
    """An item of a checklist has one answer."""

    code = "answered_twice"
    sentence = _("The checklist item “%(item)s” is answered twice; keep one of the answers.")


class NotAPicture(Invalid):
    """A photo is something to look at."""

    code = "not_a_picture"
    sentence = _("“%(name)s” is not a picture; attach it to the request as a document.")


class PhotosFull(Conflict):
    """More photos than anybody looks at."""

    code = "photos_full"
    sentence = _("This record already holds %(most)s photos; that is all it takes.")


class UnknownLine(Invalid):
    """A correction of something that isn't there."""

    code = "unknown_line"
    sentence = _("This correction belongs to no line of the records to be signed off; read them again.")


class CorrectedYetSentBack(Invalid):
    """Either the manager corrects the figures or the engineer does."""

    code = "corrected_yet_sent_back"
    sentence = _("Correct the figures and accept them, or send them back as they are.")
